import type { KeyboardEvent, Ref } from 'react';
import { useImperativeHandle, useRef } from 'react';
import { toggleComment } from './sql-words.ts';

export interface SqlEditorHandle {
  /** Puts a text where one is writing, with a blank where words would touch. */
  insert: (text: string) => void;
  /** Shows a place in the text. */
  goTo: (offset: number) => void;
  focus: () => void;
}

interface SqlEditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: () => void;
  isInvalid: boolean;
  ref: Ref<SqlEditorHandle>;
}

/** A plain field for text: undo, selection and readers work as everywhere. Tab goes on to the next control. */
export function SqlEditor({ value, onChange, onRun, isInvalid, ref }: SqlEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    goTo(offset) {
      field.current?.focus();
      const end = /^\w*/.exec(value.slice(offset))?.[0].length ?? 0;
      field.current?.setSelectionRange(offset, offset + Math.max(1, end));
    },
    insert(text) {
      const element = field.current;
      if (element === null) return;
      element.focus();
      const touches = /[\w"]$/.test(value.slice(0, element.selectionStart));
      type(touches ? ` ${text}` : text);
    },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isMod = event.ctrlKey || event.metaKey;
    const element = event.currentTarget;
    if (isMod && event.key === 'Enter') {
      event.preventDefault();
      onRun();
    } else if (isMod && event.key === '/') {
      event.preventDefault();
      const { from, to, lines } = toggleComment(
        value,
        element.selectionStart,
        element.selectionEnd,
      );
      element.setSelectionRange(from, to);
      type(lines);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(value.slice(0, element.selectionStart))?.[1];
      if (!indent) return;
      event.preventDefault();
      type(`\n${indent}`);
    }
  };

  return (
    <textarea
      ref={field}
      className="query-editor"
      aria-label="SQL"
      aria-invalid={isInvalid}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** As if it was typed: the browser's own undo takes it back, which setting the value would end. */
function type(text: string): void {
  document.execCommand('insertText', false, text);
}
