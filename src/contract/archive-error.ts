import { adviceFor } from './advice.ts';
import type { ErrorCode, Failure } from './reply.ts';

export interface ErrorPlace {
  file?: string;
  offset?: number;
  advice?: string;
  cause?: unknown;
}

/** A failure the user can be told about: what happened, to which file, where in it, and what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly offset: number | undefined;
  readonly advice: string;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.code = code;
    this.file = place.file;
    this.offset = place.offset;
    this.advice = place.advice ?? adviceFor(code);
  }

  /** The same failure, said of a file. */
  inFile(file: string): ArchiveError {
    const { code, message, offset, advice, cause } = this;
    return new ArchiveError(code, message, {
      file,
      advice,
      cause,
      ...(offset === undefined ? {} : { offset }),
    });
  }
}

/** What may leave the process: an unexpected error keeps its details for the log. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof ArchiveError)) {
    return {
      code: 'internal',
      message: 'unexpected failure, see the log',
      advice: adviceFor('internal'),
    };
  }
  const { code, message, file, offset, advice } = error;
  return {
    code,
    message,
    advice,
    ...(file === undefined ? {} : { file }),
    ...(offset === undefined ? {} : { offset }),
  };
}
