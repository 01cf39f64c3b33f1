import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { Failure } from '#contract/reply.ts';
import './error-note.css';

interface ErrorNoteProps {
  /** What was thrown, or a `Failure` that came with a job. */
  error: unknown;
  /** What was tried: "The archive could not be opened". */
  title?: string;
  /** Buttons: try again and the like. */
  actions?: ReactNode;
}

/** What happened, to which file, and what to do next. */
export function ErrorNote({ error, title, actions }: ErrorNoteProps) {
  const failure = failureOf(error);
  return (
    <div role="alert" className="error-note">
      <TriangleAlert size={16} className="error-icon" aria-hidden />
      <div className="error-text">
        {title !== undefined && <strong>{title}</strong>}
        <p>{sentence(failure.message)}</p>
        {failure.file !== undefined && (
          <p className="error-file">
            {failure.file}
            {failure.offset !== undefined && `, byte ${failure.offset.toLocaleString('en-US')}`}
          </p>
        )}
        {failure.advice !== undefined && <p className="soft">{failure.advice}</p>}
        {actions !== undefined && <div className="error-actions">{actions}</div>}
      </div>
    </div>
  );
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ArchiveError || error instanceof Error) return describeFailure(error);
  return error as Failure;
}

/** Messages of the engine start small, as they also stand after a file's name. */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
