/** What is watched inside of the page. Sent to it as source: each function stands for itself. */

/** Sent to the page as source. Times are since the page was asked for. */
export function whenShown(): Promise<{ heat: number; dots: number }> {
  return new Promise((resolve) => {
    let heat = 0;
    const look = () => {
      if (heat === 0 && document.querySelector('.swept-heat canvas')) heat = performance.now();
      const dots = document.querySelector('.swept-scatter canvas[aria-label]');
      if (heat > 0 && dots) resolve({ heat, dots: performance.now() });
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Sent to the page as source: from the press on a link until the cells are painted. */
export function watchHeatMap(): void {
  Reflect.set(globalThis, 'heatMapTook', 0);
  window.addEventListener(
    'click',
    () => {
      const pressedAt = performance.now();
      const look = () => {
        if (document.querySelector('.swept-heat canvas')) {
          Reflect.set(globalThis, 'heatMapTook', performance.now() - pressedAt);
        } else requestAnimationFrame(look);
      };
      look();
    },
    { capture: true, once: true },
  );
}

export function heatMapTook(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const took = Number(Reflect.get(globalThis, 'heatMapTook'));
      if (took > 0) resolve(took);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From frame to frame, until `framesSeen`. */
export function watchFrames(): void {
  const frames: number[] = [];
  let before = performance.now();
  const next = (now: number) => {
    frames.push(now - before);
    before = now;
    if (Reflect.get(globalThis, 'seenFrames') === frames) requestAnimationFrame(next);
  };
  Reflect.set(globalThis, 'seenFrames', frames);
  requestAnimationFrame(next);
}

export function framesSeen(): number[] {
  const frames = Reflect.get(globalThis, 'seenFrames') as number[];
  Reflect.set(globalThis, 'seenFrames', null);
  // The first began before it was watched.
  return frames.slice(1);
}

export function watchLongTasks(): void {
  const tasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
  Reflect.set(globalThis, 'longTasks', tasks);
}

export function longestTask(): Promise<number> {
  return new Promise((resolve) => {
    // Observers are told after the frame in which a task ended.
    setTimeout(() => resolve(Math.max(0, ...Reflect.get(globalThis, 'longTasks'))), 300);
  });
}

/** From the release of the pointer until the number of the selected is another. */
export function watchSelection(): void {
  Reflect.set(globalThis, 'selectionTook', 0);
  let releasedAt = 0;
  window.addEventListener(
    'pointerup',
    () => {
      releasedAt = performance.now();
    },
    { capture: true, once: true },
  );
  const counts = document.querySelector('[role=status][aria-label=Counts]');
  if (counts === null) throw new Error('no counts on screen');
  const watch = new MutationObserver(() => {
    watch.disconnect();
    Reflect.set(globalThis, 'selectionTook', performance.now() - releasedAt);
  });
  watch.observe(counts, { characterData: true, childList: true, subtree: true });
}

export function selectionTook(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const took = Number(Reflect.get(globalThis, 'selectionTook'));
      if (took > 0) resolve(took);
      else requestAnimationFrame(look);
    };
    look();
  });
}
