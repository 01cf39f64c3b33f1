/**
 * Runs a test's step as a user whom file permissions bind: containers run tests as root, whom they do
 * not. Linux only, where `nobody` is 65534; elsewhere tests do not run as root.
 */
export async function asOrdinaryUser<Value>(step: () => Promise<Value>): Promise<Value> {
  if (process.geteuid?.() !== 0) return step();
  process.seteuid?.(65534);
  try {
    return await step();
  } finally {
    process.seteuid?.(0);
  }
}
