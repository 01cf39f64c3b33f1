/** Six colours times four dashes: neighbours differ in both hue and lightness, and 24 lines have a style of their own. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [10, 3, 2, 3]];

export interface LineStyle {
  colour: string;
  dash: readonly number[];
}

export function lineStyle(place: number, colours: readonly string[]): LineStyle {
  return {
    colour: colours[place % colours.length]!,
    dash: dashes[Math.floor(place / colours.length) % dashes.length]!,
  };
}

/** The CSS variable of the colour, for what is drawn beside the chart. */
export function lineSwatch(place: number): { colour: string; dash: string } {
  const names = [1, 2, 3, 4, 5, 6].map((number) => `var(--series-${number})`);
  const { colour, dash } = lineStyle(place, names);
  return { colour, dash: dash.join(' ') };
}
