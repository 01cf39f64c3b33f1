import { parseIsoTime } from '../bundle/iso-time.ts';
import type { Exact } from '../messagepack/exact-value.ts';
import { notUpgradable } from './record-fields.ts';

/**
 * Times as the framework writes them again after reading (FORMATS §3). `keep`: a time without an offset stays
 * so; `assume`: it is taken as UTC; `convert`: every time is turned to UTC.
 */
export type TimeRule = 'keep' | 'assume' | 'convert';

const usual =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** `datetime.fromisoformat(text).isoformat()` under a rule. Throws for what the framework could not read. */
export function rewriteTime(value: Exact, rule: TimeRule, what: string): string {
  const match = typeof value === 'string' ? usual.exec(value) : null;
  if (match === null) return rewriteUnusual(value, what);
  const [text, date, clock = '00:00', second = '00', fraction = '', zone] = match;
  if (parseIsoTime(text) === null) return rewriteUnusual(value, what);
  const micros = fraction.padEnd(6, '0');
  const local = `${date}T${clock}:${second}${Number(micros) === 0 ? '' : `.${micros}`}`;
  if (zone === undefined) return rule === 'keep' ? local : `${local}+00:00`;
  const isUtc = zone === 'Z' || zone === '+00:00' || zone === '-00:00';
  if (isUtc) return `${local}+00:00`;
  if (rule !== 'convert') return `${local}${zone}`;
  const shifted = new Date(parseIsoTime(`${date}T${clock}:${second}${zone}`)!).toISOString();
  return `${shifted.slice(0, 19)}${Number(micros) === 0 ? '' : `.${micros}`}+00:00`;
}

/** As `rewriteTime`, nil for nil and for an empty text. */
export function rewriteOptionalTime(value: Exact, rule: TimeRule, what: string): Exact {
  return value === null || value === '' ? null : rewriteTime(value, rule, what);
}

/** The day of a time as it stands, `YYYY-MM-DD`. */
export function rewriteDate(value: Exact, what: string): string {
  return rewriteTime(value, 'keep', what).slice(0, 10);
}

/** Epoch milliseconds as the framework computes them: whole seconds and a fraction as one double, cut off. */
export function seriesTime(text: string): bigint {
  const fraction = /\.(\d{6})/.exec(text)?.[1] ?? '0';
  const seconds = parseIsoTime(text.replace(/\.\d{6}/, ''))! / 1000;
  return BigInt(Math.trunc((seconds + Number(fraction) / 1e6) * 1000));
}

/** Other forms of ISO 8601 are rare: they come out in UTC. */
function rewriteUnusual(value: Exact, what: string): string {
  const time = typeof value === 'string' ? parseIsoTime(value) : null;
  if (time === null) throw notUpgradable(`${what} is no time the framework reads`);
  return new Date(time)
    .toISOString()
    .replace(/(\.000)?Z$/, '+00:00')
    .replace(/(\.\d{3})\+/, '$1000+');
}
