import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isAllowedLink, offerExternalLink } from './external-links.ts';

const electron = vi.hoisted(() => ({
  dialog: { showMessageBox: vi.fn() },
  shell: { openExternal: vi.fn() },
}));
vi.mock('electron', () => electron);

beforeEach(() => vi.clearAllMocks());

describe('a link to the web', () => {
  it('is allowed to a place we know, over https', () => {
    expect(isAllowedLink('https://github.com/coding-kitties/investing-algorithm-framework')).toBe(
      true,
    );
  });

  it.each([
    'http://github.com/',
    'https://github.com:8443/',
    'https://github.com.example.com/',
    'https://github.com@example.com/',
    'https://user:secret@github.com/',
    'https://example.com/github.com',
    'file:///etc/passwd',
    'smb://github.com/share',
    'javascript:alert(1)',
    'not an address',
  ])('is not allowed to %j', (link) => {
    expect(isAllowedLink(link)).toBe(false);
  });

  it('is opened only when the user says so', async () => {
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
    await offerExternalLink('https://github.com/');
    expect(electron.shell.openExternal).not.toHaveBeenCalled();

    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
    await offerExternalLink('https://github.com/');
    expect(electron.shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://github.com/');
  });

  it('is not even asked about when it leads elsewhere', async () => {
    await offerExternalLink('https://example.com/');
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});
