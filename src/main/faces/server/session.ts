import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits: not to be guessed, whatever else runs on the machine. */
const SECRET_BYTES = 32;

/** The secrets of one run of the server. A new run has others, so what an old one gave out is worthless. */
export interface Session {
  /** Goes into the printed address, nowhere else. */
  readonly token: string;
  isToken(given: string): boolean;
  /** The header that swaps the token for a cookie that scripts cannot read and other sites cannot send. */
  readonly setCookie: string;
  /** Whether a `Cookie` header holds this session. */
  isIn(cookieHeader: string | undefined): boolean;
}

/** Cookies do not know ports: the name does, so that two servers do not take each other's. */
export function createSession(port: number): Session {
  const token = newSecret();
  const cookieName = `strata-${port}`;
  const cookieValue = newSecret();

  return {
    token,
    isToken: (given) => isSame(given, token),
    setCookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`,
    isIn: (header) => isSame(readCookie(header ?? '', cookieName), cookieValue),
  };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** In a time that says nothing about where they differ; hashed first because lengths must agree. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readCookie(header: string, name: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}
