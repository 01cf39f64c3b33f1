/** One line on what is being done. To stderr, so that stdout holds only what was asked for. */
export function say(line) {
  process.stderr.write(`strata: ${line}\n`);
}
