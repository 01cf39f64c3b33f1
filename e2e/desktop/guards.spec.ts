import { desktopChannels } from '#contract/desktop-channels.ts';
import { expect, test } from './desktop-test.ts';

test('the page has one bridge and nothing of Node or Electron', async ({ start }) => {
  const { page } = await start();

  const found = await page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(globalThis, 'strata')).toSorted(),
    isFrozen: Object.isFrozen(Reflect.get(globalThis, 'strata')),
    strangers: [
      'require',
      'process',
      'module',
      'Buffer',
      'ipcRenderer',
      'electron',
      '__strataIpc',
    ].filter((name) => Reflect.get(globalThis, name) !== undefined),
  }));

  expect(found).toEqual({
    bridge: ['call', 'chooseFiles', 'chooseFolder', 'placesOf', 'showResult', 'subscribe'],
    isFrozen: true,
    strangers: [],
  });
});

test('the window is made with the sandbox, before anything else', async ({ start }) => {
  const { electron } = await start();

  expect(electron.app.isSandboxed).toBe(true);
  expect(electron.windows).toHaveLength(1);
  expect(electron.windows[0]?.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  expect(electron.protocol.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
});

test('no script but the built ones runs, and nothing reaches the network', async ({ start }) => {
  const { page, electron } = await start();

  const outcome = await page.evaluate(async () => {
    // What a test evaluates may do more than a page's own script; after a turn it is one.
    await new Promise((resolve) => setTimeout(resolve));
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.head.append(script);
    const image = document.createElement('img');
    image.src = 'https://example.com/pixel.png';
    document.body.append(image);
    const attempt = async (work: () => unknown) => {
      try {
        await work();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    return {
      inline: Reflect.get(globalThis, 'inlineRan') === undefined ? 'refused' : 'done',
      eval: await attempt(() => new Function('return 1')()),
      fetch: await attempt(() => fetch('https://example.com/')),
      socket: await attempt(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('wss://example.com/');
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
    };
  });

  expect(outcome).toEqual({
    inline: 'refused',
    eval: 'refused',
    fetch: 'refused',
    socket: 'refused',
  });
  expect(electron.escaped).toEqual([]);
});

test('even what the policy let through would be stopped by the session', async ({ start }) => {
  const { electron } = await start();

  for (const address of [
    'http://a.test/',
    'https://a.test/',
    'ws://a.test/',
    'file:///etc/hosts',
  ]) {
    expect(electron.session.lets(address)).toBe(false);
  }
});

test('the page cannot leave, nor open windows, but may offer a link of ours', async ({ start }) => {
  const { page, electron } = await start();

  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => void window.open('https://example.com/'));
  electron.dialog.willPress(1);
  await page.evaluate(() => void window.open('https://github.com/first'));
  electron.dialog.willPress(0);
  await page.evaluate(() => void window.open('https://github.com/second'));

  await expect.poll(() => electron.opened).toEqual(['https://github.com/second']);
  expect(page.url()).toMatch(/^https:\/\/bundle\.strata\.test\/index\.html/);
  await expect.poll(() => page.context().pages().length).toBe(1);
});

test('no permission is given, and nothing is downloaded but pictures the page made', async ({
  start,
}) => {
  const { electron } = await start();
  const { session } = electron;
  const answers: boolean[] = [];
  for (const name of [
    'media',
    'geolocation',
    'notifications',
    'usb',
    'openExternal',
    'fullscreen',
  ]) {
    session.permissionRequest?.({}, name, (isAllowed) => answers.push(isAllowed));
    answers.push(session.permissionCheck?.({}, name) ?? true);
  }
  answers.push(session.devicePermission?.({}) ?? true);
  expect(answers).toEqual(Array(13).fill(false));

  const isLetThrough = (url: string, kind: string) => {
    let isPrevented = false;
    const event = { preventDefault: () => (isPrevented = true) };
    const item = { getURL: () => url, getMimeType: () => kind };
    session.listeners.get('will-download')?.(event, item);
    return !isPrevented;
  };
  expect(isLetThrough('blob:app://bundle/1f0c', 'image/png')).toBe(true);
  expect(isLetThrough('blob:app://bundle/1f0c', 'image/svg+xml')).toBe(true);
  expect(isLetThrough('blob:app://bundle/1f0c', 'application/x-msdownload')).toBe(false);
  expect(isLetThrough('blob:https://example.com/1f0c', 'image/png')).toBe(false);
  expect(isLetThrough('app://bundle/index.html', 'image/png')).toBe(false);
});

test('no channel answers to anybody but the top frame of the page', async ({ start }) => {
  const { electron } = await start();
  const contents = electron.windows[0]?.webContents as object;
  const strangers = [
    null,
    { url: 'https://example.com/', isTop: true, contents },
    { url: 'https://bundle.strata.test.example.com/', isTop: true, contents },
    { url: 'file:///tmp/index.html', isTop: true, contents },
    { url: 'https://bundle.strata.test/index.html', isTop: false, contents },
  ];

  expect(electron.ipcMain.channels.toSorted()).toEqual(
    Object.values(desktopChannels)
      .filter((channel) => channel !== desktopChannels.event)
      .toSorted(),
  );
  for (const channel of electron.ipcMain.channels) {
    for (const stranger of strangers) {
      const kind = channel === desktopChannels.ready ? 'send' : 'invoke';
      const asked = electron.ipcMain.receive(stranger, kind, channel, ['listJobs', {}]);
      await expect(asked).rejects.toThrow(/refused/);
    }
  }
});

test('what the page asks is parsed as strictly as over HTTP', async ({ start }) => {
  const { page } = await start();

  const replies = await page.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'strata');
    return [
      await call('grantPlace', { path: '/etc' }),
      await call('constructor', {}),
      await call('openArchive', { place: '/etc' }),
      await call('queryRows', null),
    ];
  });

  for (const reply of replies) expect(reply).toMatchObject({ ok: false });
  expect(replies.map(({ error }) => error.code)).toEqual([
    'bad-request',
    'bad-request',
    'not-found',
    'bad-request',
  ]);
});
