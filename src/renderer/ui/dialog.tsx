import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import './dialog.css';

export interface DialogProps {
  title: string;
  /** Also on Escape and the close button. */
  onClose: () => void;
  /** What the dialog is about, read with its name. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** What stands at the left of the buttons. */
  note?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** Enter anywhere in the dialog's fields. */
  onSubmit?: () => void;
}

/** A modal: the native element keeps the focus inside and gives it back. Mount it to open it. */
export function Dialog(props: DialogProps) {
  const { title, onClose, description, children, actions, note, size = 'medium', onSubmit } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    // By itself the browser would choose the close button, which is hardly what anyone came for.
    (element?.querySelector<HTMLElement>('[data-autofocus]') ?? element)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classNames('dialog', `dialog-${size}`)}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        className="dialog-frame"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header className="dialog-head">
          <h2 id={`${id}-title`}>{title}</h2>
          <IconButton label="Close" shortcut="Escape" icon={<X size={16} />} onClick={onClose} />
        </header>
        <div className="dialog-body">
          {description !== undefined && (
            <div id={`${id}-description`} className="dialog-description">
              {description}
            </div>
          )}
          {children}
        </div>
        {actions !== undefined && (
          <footer className="dialog-foot">
            <div className="dialog-note">{note}</div>
            {actions}
          </footer>
        )}
      </form>
    </dialog>
  );
}
