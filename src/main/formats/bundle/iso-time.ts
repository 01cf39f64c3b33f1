/**
 * Times of a document as epoch milliseconds, UTC. Accepted is what the reference's readers accept: any form
 * of Python 3.11's `datetime.fromisoformat`, else `%Y-%m-%d %H:%M:%S`; without an offset a time is UTC.
 * Parts of a millisecond are cut off. Null where the text is no time.
 */
export function parseIsoTime(text: string): number | null {
  return parseIsoForm(text) ?? parseLooseForm(text);
}

/** Only what `datetime.fromisoformat` accepts. */
export function parseIsoForm(text: string): number | null {
  const date = parseDate(text);
  if (date === null) return null;
  if (text.length === date.length) return date.epoch;
  // Any one character may stand between date and time; it may lie outside the BMP.
  const separator = text.codePointAt(date.length)! > 0xffff ? 2 : 1;
  const micros = parseClockAndOffset(text.slice(date.length + separator));
  return micros === null ? null : date.epoch + Math.floor(micros / 1000);
}

const DAY = 86_400_000;

const calendarPattern = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))/;
const weekPattern = /^(\d{4})(?:-W(\d{2})(?:-(\d))?|W(\d{2})(\d)?)/;

const loosePattern = /^(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})$/;

function parseDate(text: string): { epoch: number; length: number } | null {
  const calendar = calendarPattern.exec(text);
  if (calendar !== null) {
    const [match, year, month, day, basicMonth, basicDay] = calendar;
    const epoch = dateOf(Number(year), Number(month ?? basicMonth), Number(day ?? basicDay));
    return epoch === null ? null : { epoch, length: match.length };
  }
  const week = weekPattern.exec(text);
  if (week === null) return null;
  const [match, year, number, day, basicNumber, basicDay] = week;
  const epoch = weekDateOf(
    Number(year),
    Number(number ?? basicNumber),
    Number(day ?? basicDay ?? 1),
  );
  return epoch === null ? null : { epoch, length: match.length };
}

/** Microseconds since midnight UTC of a clock with an optional `Z` or offset. */
function parseClockAndOffset(text: string): number | null {
  const zoneAt = text.search(/[+\-Z]/);
  const local = parseClock(zoneAt === -1 ? text : text.slice(0, zoneAt));
  if (local === null || local.hour > 23 || local.minute > 59 || local.second > 59) return null;
  if (zoneAt === -1) return local.hasRest ? null : microsOf(local);
  // Python overlooks one or more characters before the offset.
  const zone = text.slice(zoneAt + 1);
  if (text[zoneAt] === 'Z') return zone === '' ? microsOf(local) : null;
  const offset = parseClock(zone);
  if (offset === null || offset.hasRest || microsOf(offset) >= DAY * 1000) return null;
  return microsOf(local) - (text[zoneAt] === '-' ? -microsOf(offset) : microsOf(offset));
}

interface Clock {
  hour: number;
  minute: number;
  second: number;
  micro: number;
  /** Something follows that belongs to no clock. */
  hasRest: boolean;
}

/** `HH[:MM[:SS]]` or without colons, with a fraction behind any of the parts; as CPython 3.11 scans it. */
function parseClock(text: string): Clock | null {
  const parts = [0, 0, 0];
  const hasColons = text[2] === ':';
  let at = 0;
  for (let part = 0; part < 3; part++) {
    const digits = text.slice(at, at + 2);
    if (!/^[0-9]{2}$/.test(digits)) return null;
    parts[part] = Number(digits);
    at += 2;
    const [hour, minute, second] = parts as [number, number, number];
    const clock = { hour, minute, second, micro: 0 };
    if (at + 1 >= text.length) return { ...clock, hasRest: at < text.length };
    const next = text[at]!;
    if (hasColons && next === ':') at++;
    else if (next === '.' || next === ',') {
      at++;
      break;
    } else if (hasColons) return null;
  }
  const fraction = /^[0-9]*/.exec(text.slice(at))![0];
  const wanted = Math.min(6, text.length - at);
  if (fraction.length < wanted) return null;
  const [hour, minute, second] = parts as [number, number, number];
  const micro = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { hour, minute, second, micro, hasRest: fraction.length < text.length - at };
}

function microsOf({ hour, minute, second, micro }: Clock): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro;
}

function parseLooseForm(text: string): number | null {
  const match = loosePattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = dateOf(year, month, day);
  if (date === null || hour > 23 || minute > 59 || second > 61) return null;
  // strptime lets a leap second through, and datetime then refuses it.
  return second > 59 ? null : date + ((hour * 60 + minute) * 60 + second) * 1000;
}

function dateOf(year: number, month: number, day: number): number | null {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === day ? date.getTime() : null;
}

/** ISO 8601 week dates: week 1 holds the year's 4th of January, weeks begin on Monday. */
function weekDateOf(year: number, week: number, day: number): number | null {
  if (year < 1 || week < 1 || day < 1 || day > 7) return null;
  const fourth = dateOf(year, 1, 4)!;
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  const start = fourth - weekday * DAY;
  const nextFourth = dateOf(year + 1, 1, 4)!;
  const weeks =
    (nextFourth - ((new Date(nextFourth).getUTCDay() + 6) % 7) * DAY - start) / (7 * DAY);
  return week > weeks ? null : start + ((week - 1) * 7 + day - 1) * DAY;
}
