import { type Figures, spreadOf } from './figures.ts';

/** Markdown: the README quotes it as it is. */
export function tableOf(all: readonly Figures[]): string {
  const lines = all.map((figures) => {
    const { name, note, ours, reference } = figures;
    const label = note === undefined ? name : `${name} (${note})`;
    return `| ${label} | ${show(figures, ours)} | ${show(figures, reference)} | ${ratio(ours, reference)} |`;
  });
  return [
    '| measured | Strata | reference CLI | ratio |',
    '| --- | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function show({ unit }: Figures, values: readonly number[] | null): string {
  if (values === null || values.length === 0) return '–';
  const { median, min, max } = spreadOf(values);
  const text = `${amount(median)} ${unit}`;
  return values.length === 1 ? text : `${text} (${amount(min)}–${amount(max)})`;
}

function ratio(ours: readonly number[], reference: readonly number[] | null): string {
  if (reference === null || reference.length === 0) return '–';
  const times = spreadOf(reference).median / spreadOf(ours).median;
  return `${times.toFixed(times < 10 ? 1 : 0)} ×`;
}

function amount(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value < 10 ? 2 : 1);
}
