/** Puts a text on the clipboard. The old way is for where the new one is not permitted, as in the desktop window. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
}

function copyByCommand(text: string): void {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', put, true);
  try {
    if (!document.execCommand('copy')) throw new Error('the clipboard could not be reached');
  } finally {
    document.removeEventListener('copy', put, true);
  }
}
