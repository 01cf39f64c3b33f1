import { describe, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, so that it runs before anything is installed
import { addCounts, countPlaywright, countsLine, countVitest } from './count-results.mjs';

const passed = { status: 'passed' };
const failed = { status: 'failed' };

describe('the counts of a vitest report', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [{ status: 'failed', assertionResults: [passed, failed] }],
  };

  it('are those of its tests', () => {
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('take a file that does not even load for a failed test', () => {
    const testResults = [...report.testResults, { status: 'failed', assertionResults: [] }];
    expect(countVitest({ ...report, testResults }).failed).toBe(2);
  });
});

describe('the counts of a Playwright report', () => {
  it('take a test that needed a second try for a failed one', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('fail when nothing could be run', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats, errors: [{ message: 'no tests found' }] }).failed).toBe(1);
  });
});

describe('the last line', () => {
  it('names what was skipped only where something was', () => {
    const one = { passed: 1, failed: 0, skipped: 0 };
    expect(countsLine(addCounts([one, one]))).toBe('2 passed, 0 failed');
    expect(countsLine(addCounts([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe(
      '1 passed, 1 failed, 3 skipped',
    );
  });
});
