/** Calls through at most once an interval: at once, then with the latest at the end of each interval. */
export interface Throttle {
  call(): void;
  /** Forgets a call that is still waiting. */
  stop(): void;
}

export function createThrottle(milliseconds: number, act: () => void): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let isWanted = false;

  function call() {
    isWanted = true;
    if (timer === null) fire();
  }

  function fire() {
    timer = null;
    if (!isWanted) return;
    isWanted = false;
    timer = setTimeout(fire, milliseconds);
    timer.unref();
    act();
  }

  return {
    call,
    stop() {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
