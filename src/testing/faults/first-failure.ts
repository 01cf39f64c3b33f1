/** Verbs that go on after a failure list it instead of throwing it: the code of the first. */
export function firstFailureOf(outcome: unknown): string | undefined {
  type Listed = Record<string, { code: string }[] | undefined>;
  const { failures = [], damaged = [], kept = [] } = (outcome ?? {}) as Listed;
  return [...failures, ...damaged, ...kept][0]?.code;
}
