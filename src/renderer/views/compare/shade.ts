/** The ground of a cell: deeper the further the value is from zero, up to `most`. The text stays as it is. */
export function shadeOf(value: number, most: number): { background: string } {
  const share = Math.min(1, Math.abs(value) / most);
  const tone = value < 0 ? '--loss-soft' : '--gain-soft';
  return {
    background: `color-mix(in srgb, var(${tone}) ${Math.round(share * 100)}%, var(--canvas))`,
  };
}
