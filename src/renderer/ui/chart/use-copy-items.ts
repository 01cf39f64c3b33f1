import { copyText } from '../copy-text.ts';
import type { MenuAction } from '../menu-item.ts';
import { useToasts } from '../toasts.tsx';

/** A way to ask for the same figures elsewhere: "Copy as SQL". */
export interface ChartCopy {
  label: string;
  text: () => string | Promise<string>;
}

/** As items of a menu: each copies its text and says so, or why there is none. */
export function useCopyItems(copies: readonly ChartCopy[]): MenuAction[] {
  const toasts = useToasts();
  const copy = async ({ label, text }: ChartCopy) => {
    try {
      const copied = await text();
      await copyText(copied);
      toasts.show({ title: label.replace(/^Copy/, 'Copied'), detail: firstLine(copied) });
    } catch (error) {
      toasts.fail('The text could not be copied', error);
    }
  };
  return copies.map((one) => ({ label: one.label, onSelect: () => void copy(one) }));
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
