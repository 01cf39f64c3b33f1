import type { Output } from '../bytes/output.ts';
import { room } from '../bytes/output.ts';

/**
 * The ways a bundle writes an instant as text. A time that reads back as the same text in one of them is
 * stored as milliseconds; any other text is kept as it is.
 */
export const isoStyles = [
  /** 2022-01-01T04:00:00+00:00 */
  { length: 25, separator: 'T', micros: false, offset: true },
  /** 2026-11-23T09:43:08.234404+00:00 */
  { length: 32, separator: 'T', micros: true, offset: true },
  /** 2022-01-01T04:00:00 */
  { length: 19, separator: 'T', micros: false, offset: false },
  /** 2022-01-01 */
  { length: 10, separator: '', micros: false, offset: false },
  /** 2021-10-04 16:00:00+00:00 */
  { length: 25, separator: ' ', micros: false, offset: true },
] as const;

export type IsoStyle = 0 | 1 | 2 | 3 | 4;
export const MICROS: IsoStyle = 1;

/** What a text means: epoch milliseconds (floor), the microseconds beyond them, and the style. */
export interface IsoTime {
  ms: number;
  micros: number;
  style: IsoStyle;
}

/**
 * A parser that keeps what it read last, so that the many times of one day cost one date. It answers by the
 * fields of `time`, which the next call overwrites; false when the text is in no known style.
 */
export function createIsoParser() {
  const time: IsoTime = { ms: 0, micros: 0, style: 0 };
  let knownDate = -1;
  let knownDateMs = 0;

  return { time, parse };

  function parse(bytes: Buffer, start: number, end: number): boolean {
    const style = styleOf(bytes, start, end - start);
    if (style === -1) return false;
    const date = dateNumber(bytes, start);
    if (date < 0) return false;
    if (date !== knownDate) {
      const ms = dateMs(date);
      if (Number.isNaN(ms)) return false;
      knownDate = date;
      knownDateMs = ms;
    }
    time.style = style as IsoStyle;
    time.ms = knownDateMs;
    time.micros = 0;
    if (style === 3) return true;
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    const second = twoDigits(bytes, start + 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
      return false;
    time.ms = knownDateMs + ((hour * 60 + minute) * 60 + second) * 1000;
    if (style !== MICROS) return true;
    const thousandths = twoDigits(bytes, start + 20) * 10 + digit(bytes, start + 22);
    const beyond = digit(bytes, start + 23) * 100 + twoDigits(bytes, start + 24);
    if (!allDigits(bytes, start + 20, start + 26)) return false;
    time.ms += thousandths;
    time.micros = beyond;
    return true;
  }
}

/** Writes an instant in a style; the inverse of the parser. */
export function putIso(out: Output, ms: number, micros: number, style: IsoStyle): void {
  const { length, separator } = isoStyles[style];
  room(out, length);
  const { bytes, at } = out;
  const day = Math.floor(ms / DAY);
  putDate(bytes, at, day);
  out.at = at + length;
  if (style === 3) return;
  const inDay = ms - day * DAY;
  const seconds = Math.floor(inDay / 1000);
  bytes[at + 10] = separator.charCodeAt(0);
  putTwo(bytes, at + 11, Math.floor(seconds / 3600));
  bytes[at + 13] = COLON;
  putTwo(bytes, at + 14, Math.floor(seconds / 60) % 60);
  bytes[at + 16] = COLON;
  putTwo(bytes, at + 17, seconds % 60);
  let next = at + 19;
  if (style === MICROS) {
    const fraction = (inDay - seconds * 1000) * 1000 + micros;
    bytes[next] = DOT;
    putTwo(bytes, next + 1, Math.floor(fraction / 10_000));
    putTwo(bytes, next + 3, Math.floor(fraction / 100) % 100);
    putTwo(bytes, next + 5, fraction % 100);
    next += 7;
  }
  if (style !== 2) bytes.write('+00:00', next, 6, 'latin1');
}

const DAY = 86_400_000;
const ZERO = 48;
const COLON = 58;
const DOT = 46;
const DASH = 45;
const PLUS = 43;

function styleOf(bytes: Buffer, start: number, length: number): number {
  if (length < 10 || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return -1;
  if (length === 10) return 3;
  if (length < 19 || bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return -1;
  const separator = bytes[start + 10];
  if (separator === 0x20) return length === 25 && isUtc(bytes, start + 19) ? 4 : -1;
  if (separator !== 0x54) return -1;
  if (length === 19) return 2;
  if (length === 25) return isUtc(bytes, start + 19) ? 0 : -1;
  return length === 32 && bytes[start + 19] === DOT && isUtc(bytes, start + 26) ? 1 : -1;
}

function isUtc(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === PLUS &&
    bytes[at + 1] === ZERO &&
    bytes[at + 2] === ZERO &&
    bytes[at + 3] === COLON &&
    bytes[at + 4] === ZERO &&
    bytes[at + 5] === ZERO
  );
}

/** YYYYMMDD as one number, -1 when a place holds no digit. */
function dateNumber(bytes: Buffer, at: number): number {
  const century = twoDigits(bytes, at);
  const year = twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (century < 0 || year < 0 || month < 0 || day < 0) return -1;
  return (century * 100 + year) * 10_000 + month * 100 + day;
}

/** Midnight of the date, NaN when there is no such day. */
function dateMs(date: number): number {
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  const at = new Date(0);
  const ms = at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? ms : Number.NaN;
}

function twoDigits(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function digit(bytes: Buffer, at: number): number {
  return bytes[at]! - ZERO;
}

function allDigits(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! < ZERO || bytes[i]! > 57) return false;
  return true;
}

function putTwo(bytes: Buffer, at: number, value: number): void {
  bytes[at] = ZERO + Math.floor(value / 10);
  bytes[at + 1] = ZERO + (value % 10);
}

/** Civil date of a day count since 1970 (proleptic Gregorian, years 0 to 9999). */
function putDate(bytes: Buffer, at: number, day: number): void {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  putTwo(bytes, at, Math.floor(year / 100));
  putTwo(bytes, at + 2, year % 100);
  bytes[at + 4] = DASH;
  putTwo(bytes, at + 5, date.getUTCMonth() + 1);
  bytes[at + 7] = DASH;
  putTwo(bytes, at + 8, date.getUTCDate());
}
