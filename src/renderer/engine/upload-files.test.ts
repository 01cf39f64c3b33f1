import { afterEach, describe, expect, it, vi } from 'vitest';
import { uploadFiles } from './upload-files.ts';

/** The server's side of an upload, as http-paths.ts describes it; `refuse` names a path it will not take. */
function aServer({ refuse = '' } = {}) {
  const requests: string[] = [];
  const reply = (value: unknown, status = 200) => Promise.resolve(Response.json(value, { status }));
  vi.stubGlobal('fetch', (address: string, { method, signal }: RequestInit) => {
    requests.push(`${method} ${address}`);
    if (signal?.aborted) return Promise.reject(new DOMException('stopped', 'AbortError'));
    if (address === '/uploads') return reply({ ok: true, value: { upload: 'u1' } });
    if (address.endsWith('/finish')) {
      return reply({ ok: true, value: { id: 'p1', label: 'u1', kind: 'folder' } });
    }
    if (refuse !== '' && address.includes(encodeURIComponent(refuse))) {
      const error = { code: 'bad-request', message: 'not a name for an uploaded file' };
      return reply({ ok: false, error }, 400);
    }
    return reply({ ok: true, value: {} });
  });
  return requests;
}

const files = ['sweep/a.iafbt', 'sweep/b c.iafbt', 'sweep/d.iafbt', 'sweep/e.iafbt'].map(
  (path) => ({
    path,
    file: new File(['12345'], path),
  }),
);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an upload', () => {
  it('sends every file under its relative path, between a beginning and an end', async () => {
    const requests = aServer();
    const outcome = await uploadFiles(files, {
      signal: new AbortController().signal,
      report: () => {},
    });
    expect(requests[0]).toBe('POST /uploads');
    expect(requests.slice(1, -1).sort()).toEqual([
      'PUT /uploads/u1?path=sweep%2Fa.iafbt',
      'PUT /uploads/u1?path=sweep%2Fb+c.iafbt',
      'PUT /uploads/u1?path=sweep%2Fd.iafbt',
      'PUT /uploads/u1?path=sweep%2Fe.iafbt',
    ]);
    expect(requests.at(-1)).toBe('POST /uploads/u1/finish');
    expect(outcome).toMatchObject({ place: { id: 'p1' }, uploaded: 4, failures: [] });
  });

  it('says how far it is, in files and bytes, up to the whole', async () => {
    aServer();
    const reports: { done: number; bytes: number }[] = [];
    const { signal } = new AbortController();
    await uploadFiles(files, { signal, report: (progress) => reports.push(progress) });
    expect(reports[0]).toMatchObject({ done: 0, bytes: 0 });
    expect(reports.at(-1)).toMatchObject({ done: 4, total: 4, bytes: 20 });
  });

  it('lists a file that is refused and sends the others', async () => {
    aServer({ refuse: 'sweep/d.iafbt' });
    const { signal } = new AbortController();
    const outcome = await uploadFiles(files, { signal, report: () => {} });
    expect(outcome.uploaded).toBe(3);
    expect(outcome.failures).toMatchObject([
      { file: 'sweep/d.iafbt', error: { code: 'bad-request' } },
    ]);
  });

  it('stops when it is told to', async () => {
    const requests = aServer();
    const stop = new AbortController();
    const upload = uploadFiles(files, { signal: stop.signal, report: () => stop.abort() });
    await expect(upload).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).not.toContain('POST /uploads/u1/finish');
  });
});
