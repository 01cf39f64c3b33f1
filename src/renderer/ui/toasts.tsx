import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { createContext, use, useCallback, useMemo, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { ErrorNote } from './error-note.tsx';
import './toasts.css';

export interface Toast {
  title: string;
  detail?: ReactNode;
  /** An error stays until it is closed. */
  error?: unknown;
  action?: { label: string; onSelect: () => void };
}

interface Toasts {
  show: (toast: Toast) => void;
  /** The way to say that something asked for failed. */
  fail: (title: string, error: unknown) => void;
}

const ToastContext = createContext<Toasts | null>(null);
const SHOWN_FOR = 6000;

export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (toasts === null) throw new Error('useToasts outside of ToastProvider');
  return toasts;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<(Toast & { id: number })[]>([]);
  const next = useRef(0);
  const close = useCallback((id: number) => {
    setShown((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const toasts = useMemo<Toasts>(() => {
    const show = (toast: Toast) => {
      const id = ++next.current;
      setShown((all) => [...all.slice(-3), { ...toast, id }]);
      if (toast.error === undefined) window.setTimeout(() => close(id), SHOWN_FOR);
    };
    return { show, fail: (title, error) => show({ title, error }) };
  }, [close]);

  return (
    <ToastContext value={toasts}>
      {children}
      <section className="toasts" aria-label="Notices" aria-live="polite">
        {shown.map((toast) => (
          <div
            key={toast.id}
            className={classNames('toast', toast.error !== undefined && 'toast-error')}
          >
            {toast.error !== undefined ? (
              <ErrorNote title={toast.title} error={toast.error} />
            ) : (
              <div className="toast-text">
                <strong>{toast.title}</strong>
                {toast.detail !== undefined && <div className="soft">{toast.detail}</div>}
              </div>
            )}
            {toast.action && (
              <button
                type="button"
                className="toast-action"
                onClick={() => {
                  close(toast.id);
                  toast.action?.onSelect();
                }}
              >
                {toast.action.label}
              </button>
            )}
            <IconButton
              label="Close notice"
              icon={<X size={14} />}
              onClick={() => close(toast.id)}
            />
          </div>
        ))}
      </section>
    </ToastContext>
  );
}
