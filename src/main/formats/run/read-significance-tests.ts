import type { CellValue } from '#contract/column.ts';
import type { SignificanceTest } from '#contract/run-page.ts';
import type { Container } from '../bundle/container.ts';
import { parseIsoTime } from '../bundle/iso-time.ts';
import { decodeExact } from '../messagepack/decode-exact.ts';
import {
  emptyRecord,
  isRecord,
  type Plain,
  type PlainRecord,
  plainOf,
  recordsIn,
} from './plain-value.ts';

type Place = Pick<SignificanceTest, 'study' | 'engine'>;

/** Every permutation and Monte Carlo test of a document, of any version (FORMATS §7). */
export function readSignificanceTests({ formatVersion, payload }: Container): SignificanceTest[] {
  const document = recordOf(plainOf(decodeExact(payload)));
  const nowhere: Place = { study: null, engine: null };
  if (formatVersion <= 1) {
    return testsIn(recordOf(document.backtest).backtest_permutation_tests, nowhere);
  }
  if (formatVersion === 2) return testsIn(document.backtest_permutation_tests, nowhere);
  if (formatVersion < 5) return testsIn(document.monte_carlo_tests, nowhere);
  return Object.entries(recordOf(document.studies)).flatMap(([study, value]) => {
    const slots = recordOf(value);
    return [
      // Older spellings keep them in one list, which counts as the vector engine's.
      ...testsIn(slots.vector_monte_carlo_tests ?? slots.monte_carlo_tests, {
        study,
        engine: 'vector',
      }),
      ...testsIn(slots.event_monte_carlo_tests, { study, engine: 'event' }),
    ];
  });
}

function testsIn(list: Plain | undefined, place: Place): SignificanceTest[] {
  return recordsIn(list).map((test) => {
    const permuted = recordsIn(test.permutated_metrics);
    const real = recordOf(test.real_metrics);
    const pValues = recordOf(test.p_values);
    const window = recordOf(test.backtest_window);
    return {
      ...place,
      window: textOf(test.backtest_date_range_name) ?? textOf(window.name),
      start: timeOf(test.backtest_start_date),
      end: timeOf(test.backtest_end_date),
      permutations: permuted.length,
      metrics: Object.keys(pValues).map((metric) => ({
        metric,
        real: metricOf(real[metric]),
        pValue: finite(pValues[metric]),
        permuted: permuted.map((metrics) => finite(metrics[metric])),
      })),
    };
  });
}

function recordOf(value: Plain | undefined): PlainRecord {
  return isRecord(value) ? value : emptyRecord();
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function timeOf(value: Plain | undefined): number | null {
  return typeof value === 'string' ? parseIsoTime(value) : null;
}

function finite(value: Plain | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function metricOf(value: Plain | undefined): CellValue {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : finite(value);
}
