import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  /** Names in small letters; of several of one name the last. */
  headers: Record<string, string>;
  body: string;
  /** Everything as it came. */
  text: string;
}

export interface RawRequest {
  method?: string;
  target?: string;
  /** Sent as they are; none is added but `Connection: close`. */
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Speaks HTTP by hand: no client's own ideas of what may be sent. Resolves when the server closes. */
export function rawRequest(port: number, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', target = '/', headers = {}, body = '' } = request;
  const lines = Object.entries({ Connection: 'close', ...headers });
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ];
  return rawExchange(
    port,
    Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]),
  );
}

export function rawExchange(port: number, bytes: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(bytes));
    socket.on('data', (part) => parts.push(part));
    socket.once('error', (error) => (parts.length > 0 ? finish() : reject(error)));
    socket.once('close', finish);

    function finish() {
      resolve(parseAnswer(Buffer.concat(parts).toString('utf8')));
    }
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4), text };
}
