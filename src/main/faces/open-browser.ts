import { spawn } from 'node:child_process';

/** Opens an address in the user's browser, where there is one. Resolves to whether a program took it. */
export function openBrowser(address: string): Promise<boolean> {
  const command = browserCommand();
  if (command === null) return Promise.resolve(false);
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
}

function browserCommand(): [string, ...string[]] | null {
  if (process.platform === 'darwin') return ['open'];
  // Not `start`: to the command shell some characters of an address mean something.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : null;
}
