import type { ReactNode } from 'react';

export interface MenuAction {
  kind?: 'action';
  label: string;
  icon?: ReactNode;
  shortcut?: string;
  /** A word of explanation under the label. */
  detail?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

export type MenuItem =
  | MenuAction
  /** `radio`: one of its neighbours. The menu stays open when a `check` is used. */
  | {
      kind: 'check' | 'radio';
      label: string;
      isChecked: boolean;
      shortcut?: string;
      isDisabled?: boolean;
      onSelect: () => void;
    }
  | { kind: 'more'; label: string; icon?: ReactNode; items: MenuItem[] }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };
