import { ArchiveError } from '#contract/archive-error.ts';
import type { AppState } from './open-state.ts';

/** 256 KiB of JSON for one key: ten times what a window with a thousand columns needs. */
const MAX_STATE_CHARACTERS = 256 * 1024;
/** Keys are one for each archive and screen; the least recently written go. */
const MAX_STATES = 2000;

/** The value as it was written, or null. */
export function readViewState({ db }: AppState, key: string): unknown {
  const json = db.prepare('SELECT value_json FROM view_states WHERE key = ?').pluck().get(key);
  return json === undefined ? null : JSON.parse(json as string);
}

/** Throws `bad-request` for more than 256 KiB. */
export function writeViewState({ db }: AppState, key: string, value: unknown, now: number): void {
  const json = JSON.stringify(value ?? null);
  if (json.length > MAX_STATE_CHARACTERS) {
    throw new ArchiveError('bad-request', `${key}: ${json.length} characters, more than 256 KiB`);
  }
  db.transaction(() => {
    db.prepare(
      'INSERT OR REPLACE INTO view_states (key, value_json, written_at) VALUES (?, ?, ?)',
    ).run(key, json, now);
    db.prepare(
      `DELETE FROM view_states WHERE key NOT IN
         (SELECT key FROM view_states ORDER BY written_at DESC, key LIMIT ${MAX_STATES})`,
    ).run();
  })();
}
