import { startTransition, useEffect, useState } from 'react';

/**
 * `isReady`, but true only when the frame is on screen in which it became so: for what takes long to draw and is
 * looked at after the rest. Drawing it gives way to whatever the user does meanwhile.
 */
export function useAfterFrame(isReady: boolean): boolean {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!isReady) {
      setIsShown(false);
      return;
    }
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setIsShown(true)));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [isReady]);
  return isReady && isShown;
}
