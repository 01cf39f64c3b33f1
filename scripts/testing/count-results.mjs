import { existsSync, readFileSync } from 'node:fs';

/** Counts of one report. Shapes: `vitest --reporter=json` and Playwright's json reporter. */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + suitesWithoutTests(report),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that passes only at the second try has failed once; what could not even load is an error.
  const failed = unexpected + flaky + (unexpected + flaky === 0 ? report.errors.length : 0);
  return { passed: expected, failed, skipped };
}

/** Null when there is no report, or half of one: the tool died before it could write it. */
export function readReport(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

export function addCounts(counts) {
  const sum = (key) => counts.reduce((total, each) => total + each[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

export function countsLine({ passed, failed, skipped }) {
  const end = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${end}`;
}

/** A file that fails to load has no tests to fail. */
function suitesWithoutTests(report) {
  return report.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some(isFailed),
  ).length;
}

function isFailed(result) {
  return result.status === 'failed';
}
