/**
 * One big payload at a time over all decoders, so that memory does not grow with their number. A decoder
 * waits by blocking its own thread; the pool takes the turn back from one that died.
 */
export function takeBigTurn(turn: Int32Array<SharedArrayBuffer>, place: number): void {
  for (;;) {
    const holder = Atomics.compareExchange(turn, 0, 0, place + 1);
    if (holder === 0) return;
    Atomics.wait(turn, 0, holder);
  }
}

export function giveBackBigTurn(turn: Int32Array<SharedArrayBuffer>, place: number): void {
  if (Atomics.compareExchange(turn, 0, place + 1, 0) === place + 1) Atomics.notify(turn, 0);
}
