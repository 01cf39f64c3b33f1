import type { Locator } from '@playwright/test';

/** Pixels of the canvases inside that something is drawn on. */
export function inkOf(place: Locator): Promise<number> {
  return place.evaluate((element) =>
    [...element.querySelectorAll('canvas')].reduce((sum, canvas) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return sum + data.filter((value, index) => index % 4 === 3 && value > 0).length;
    }, 0),
  );
}
