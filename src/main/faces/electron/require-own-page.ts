import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isPageAddress } from './page-origin.ts';

/** Only the top frame of our own page may speak over IPC; anything else that loads is a stranger. */
export function requireOwnPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): void {
  if (senderFrame === null) throw new Error('refused: the frame that asked is gone');
  if (senderFrame.parent !== null) throw new Error('refused: only the top frame may ask');
  if (!isPageAddress(senderFrame.url)) throw new Error('refused: not our page');
}
