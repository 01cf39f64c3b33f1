import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compressBound } from './compress-bound.ts';
import type { Zstd } from './zstd-library.ts';

/**
 * libzstd as WebAssembly, for a Node without zstd and without the add-on. The module of
 * `@bokuweb/zstd-wasm` 0.0.27 is started here rather than through the package, whose own start is
 * asynchronous and whose calls do not check that memory was granted. Names are those of that build.
 */
interface ZstdExports {
  f: WasmMemory;
  /** Constructors, to be called once. */
  g(): void;
  /** ZSTD_isError */
  h(code: number): number;
  /** ZSTD_compress(into, capacity, from, size, level) */
  m(into: number, capacity: number, from: number, size: number, level: number): number;
  /** ZSTD_decompress(into, capacity, from, size) */
  r(into: number, capacity: number, from: number, size: number): number;
  /** malloc */
  s(size: number): number;
  /** free */
  t(address: number): void;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Node's types leave WebAssembly to those of the browser; this is what is used of it. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (code: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { readonly exports: unknown };
  };
};

const MOST_MEMORY = 2 ** 31;
const PAGE = 65_536;

export function openWasmZstd(): Zstd | null {
  const library = startModule();
  if (library === null) return null;
  const zstd: Zstd = {
    source: 'wasm',
    // The build does not say which it is; what it writes does.
    get libraryVersion() {
      return writesAs157(zstd) ? '1.5.7' : 'unknown';
    },
    compress: (bytes, level) =>
      transform(library, bytes, compressBound(bytes.length), (into, capacity, from) =>
        library.m(into, capacity, from, bytes.length, level),
      ),
    decompress(frame, size) {
      const bytes = transform(library, frame, size, (into, capacity, from) =>
        library.r(into, capacity, from, frame.length),
      );
      if (bytes.length !== size)
        throw new Error(`the frame holds ${bytes.length} bytes, not ${size}`);
      return bytes;
    },
  };
  return zstd;
}

function transform(
  library: ZstdExports,
  bytes: Uint8Array,
  capacity: number,
  run: (into: number, capacity: number, from: number) => number,
): Uint8Array {
  const from = allocate(library, bytes.length);
  try {
    const into = allocate(library, capacity);
    try {
      new Uint8Array(library.f.buffer).set(bytes, from);
      const size = run(into, capacity, from) >>> 0;
      if (library.h(size) !== 0) throw new Error(`libzstd error ${2 ** 32 - size}`);
      return new Uint8Array(library.f.buffer, into, size).slice();
    } finally {
      library.t(into);
    }
  } finally {
    library.t(from);
  }
}

function allocate(library: ZstdExports, size: number): number {
  const address = library.s(Math.max(1, size)) >>> 0;
  if (address === 0) throw new Error(`no memory for ${size} bytes`);
  return address;
}

function startModule(): ZstdExports | null {
  let code: Buffer;
  try {
    const main = createRequire(import.meta.url).resolve('@bokuweb/zstd-wasm');
    code = readFileSync(join(dirname(main), 'zstd.wasm'));
  } catch {
    return null;
  }
  const stop = (): never => {
    throw new Error('libzstd stopped');
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code)), {
    a: {
      a: stop,
      b: stop,
      c: stop,
      d: () => 0,
      e: (size: number) => (grow(library.f, size >>> 0) ? 1 : 0),
    },
  });
  const library = exports as ZstdExports;
  library.g();
  return library;
}

function grow(memory: WasmMemory, size: number): boolean {
  if (size > MOST_MEMORY) return false;
  try {
    memory.grow(Math.ceil((size - memory.buffer.byteLength) / PAGE));
    return true;
  } catch {
    return false;
  }
}

/** SHA-256 of the level 19 frame that libzstd 1.5.7 makes of `sampleText`; 1.5.2 to 1.5.6 make others. */
const FRAME_OF_157 = '51bdd46a295765e649bf6dc4219833b65727e264eea95a220609da6aaaa7a00a';

function writesAs157(zstd: Zstd): boolean {
  const frame = zstd.compress(sampleText(), 19);
  return createHash('sha256').update(frame).digest('hex') === FRAME_OF_157;
}

/** 300 kB of text and noise in turn: from there on libzstd 1.5.6 and 1.5.7 split blocks differently. */
export function sampleText(): Uint8Array {
  const sample = Buffer.alloc(300_000);
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
  for (let at = 0; at < sample.length; ) {
    if ((at >> 14) % 2 === 0) {
      at += sample.write(
        `"created_at":"2021-${next() >>> 16}","total_value":${(next() >>> 8) / 7},`,
        at,
      );
    } else sample[at++] = next() >>> 16;
  }
  return sample;
}
