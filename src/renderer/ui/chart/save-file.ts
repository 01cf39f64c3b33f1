/** Hands a file that the page made to the user: the browser downloads it, the desktop asks where to. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(name);
  link.click();
  // The download has its own hold on the content by the next turn; a minute is for slow disks.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Has the browser fetch a file that the server made, under the name the server gives it. */
export function fetchFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

/** A name that every file system takes: what is not allowed in one becomes a blank. */
export function fileName(text: string): string {
  const name = text.replaceAll(/[\p{Cc}\p{Cs}<>:"/\\|?*\s]+/gu, ' ');
  return [...name.replace(/^[. ]+/, '').trimEnd()].slice(-120).join('') || 'chart';
}
