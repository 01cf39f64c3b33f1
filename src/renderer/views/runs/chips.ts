import { joinChips, splitChips } from '#contract/filter/chips.ts';

/** One condition of the filter. All that are on must hold. */
export interface Chip {
  id: number;
  /** A filter expression. */
  text: string;
  isOn: boolean;
  /** Made by choosing values in the navigation: any of them may hold. Gone once the text is edited. */
  facet?: Facet;
}

export interface Facet {
  /** The group of the navigation: `tag`, or `parameter ema_fast`. */
  group: string;
  values: readonly { label: string; filter: string }[];
}

/** How a chip is called: its expression, or the values that were chosen. */
export function chipName({ text, facet }: Chip): string {
  if (facet === undefined) return text;
  const group = facet.group.replace(/^parameter /, '');
  return `${group}: ${facet.values.map(({ label }) => label).join(', ')}`;
}

/** What a chip narrows to, as one expression; empty for no filter. Throws `bad-filter` for a broken chip. */
export function activeFilter(chips: readonly Chip[]): string {
  return joinChips(chips.filter((chip) => chip.isOn).map((chip) => chip.text));
}

/** Every term of the expression's top-level AND becomes a chip; one that is there already is switched on. */
export function addExpression(chips: readonly Chip[], expression: string): readonly Chip[] {
  return splitChips(expression).reduce(addOne, chips);
}

function addOne(chips: readonly Chip[], text: string): readonly Chip[] {
  const known = chips.find((chip) => chip.text === text);
  if (known !== undefined) return replace(chips, known.id, { ...known, isOn: true });
  return [...chips, { id: nextId(chips), text, isOn: true }];
}

/** The chip takes the expression's terms for its own; an empty expression removes it. */
export function editChip(chips: readonly Chip[], id: number, expression: string): readonly Chip[] {
  const at = chips.findIndex((chip) => chip.id === id);
  if (at < 0 || chips[at]!.text === expression) return chips;
  const [first, ...further] = splitChips(expression);
  if (first === undefined) return removeChip(chips, id);
  const start = nextId(chips);
  const added = further.map((text, index): Chip => ({ id: start + index, text, isOn: true }));
  return chips.toSpliced(at, 1, { id, text: first, isOn: true }, ...added);
}

export function removeChip(chips: readonly Chip[], id: number): readonly Chip[] {
  return chips.filter((chip) => chip.id !== id);
}

/** Switches a chip off without losing it, or on again. */
export function switchChip(chips: readonly Chip[], id: number): readonly Chip[] {
  return chips.map((chip) => (chip.id === id ? { ...chip, isOn: !chip.isOn } : chip));
}

export function switchAllOff(chips: readonly Chip[]): readonly Chip[] {
  return chips.map((chip) => (chip.isOn ? { ...chip, isOn: false } : chip));
}

/** The chip that the choices in a group of the navigation made. */
export function facetChip(chips: readonly Chip[], group: string): Chip | undefined {
  return chips.find((chip) => chip.facet?.group === group);
}

/** Whether a value is chosen in its group, and counts. */
export function isChosen(chips: readonly Chip[], group: string, filter: string): boolean {
  const chip = facetChip(chips, group);
  return chip?.isOn === true && chip.facet!.values.some((value) => value.filter === filter);
}

/** Adds a value to those chosen in its group, or takes it out; a group without any has no chip. */
export function chooseValue(
  chips: readonly Chip[],
  group: string,
  value: { label: string; filter: string },
): readonly Chip[] {
  const chip = facetChip(chips, group);
  if (chip === undefined) {
    const facet = { group, values: [value] };
    return [...chips, { id: nextId(chips), text: value.filter, isOn: true, facet }];
  }
  const before = chip.facet!.values;
  // What is switched off is out of mind: choosing begins anew.
  const isTakenOut = chip.isOn && before.some((one) => one.filter === value.filter);
  const values = !chip.isOn
    ? [value]
    : isTakenOut
      ? before.filter((one) => one.filter !== value.filter)
      : [...before, value];
  if (values.length === 0) return removeChip(chips, chip.id);
  const text = values.map((one) => one.filter).join(' OR ');
  return replace(chips, chip.id, { id: chip.id, text, isOn: true, facet: { group, values } });
}

function replace(chips: readonly Chip[], id: number, by: Chip): readonly Chip[] {
  return chips.map((chip) => (chip.id === id ? by : chip));
}

function nextId(chips: readonly Chip[]): number {
  return chips.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
}
