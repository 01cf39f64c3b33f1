import { useEffect, useRef } from 'react';
import type { CellValue } from '#contract/column.ts';
import type { BacktestDetail, OpenedArchive } from '#contract/operations.ts';
import { useEngineEvent } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useDocumentTitle } from '../frame/use-document-title.ts';
import { goTo } from '../frame/use-route.ts';
import { FigureList } from '../runs/figure-list.tsx';
import { AllFigures } from './all-figures.tsx';
import { EquitySection } from './equity-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { ParametersSection } from './parameters-section.tsx';
import { PricesSection } from './prices-section.tsx';
import { ProvenanceSection } from './provenance-section.tsx';
import { ReturnsSection } from './returns-section.tsx';
import { RowsSection } from './rows-section.tsx';
import { headlineOf, titleOf } from './run-figures.ts';
import { RunHead } from './run-head.tsx';
import { RunMarks } from './run-marks.tsx';
import { StudiesSection } from './studies-section.tsx';
import { TestsSection } from './tests-section.tsx';
import { TradeReturnsSection } from './trade-returns-section.tsx';
import { useBacktestDetail, useRunFacts, useRunSeries } from './use-run.ts';
import { useShownTrade } from './use-shown-trade.ts';
import { WindowsSection } from './windows-section.tsx';
import '../runs/preview.css';
import './run.css';

interface RunViewProps {
  archive: OpenedArchive;
  id: string;
  run: number | null;
}

/** One run: what came of it, how it came about, and where it comes from. */
export function RunView({ archive, id, run }: RunViewProps) {
  const answer = useBacktestDetail(archive.archive, id);
  // Asked at once, not after the detail: the first run of a backtest is number 0.
  const series = useRunSeries({ archive: archive.archive, id, run: run ?? 0 });
  const detail = answer.isStale ? undefined : answer.value;
  // A star or a note changes nothing else: what is shown stays while it is asked again.
  useEngineEvent('archive-changed', (event) => {
    if (event.archive === archive.archive) answer.refresh();
  });
  const main = useRef<HTMLElement>(null);
  // Another run begins at its beginning; the keys that led here go on working.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for another run only
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [id, run]);
  useDocumentTitle(archive.name, detail === undefined ? 'Run' : titleOf(detail));

  if (answer.error !== undefined) {
    return (
      <main className="view-centred" tabIndex={-1}>
        <ErrorNote
          title="This backtest could not be shown"
          error={answer.error}
          actions={
            <>
              <Button onClick={answer.refresh}>Try again</Button>
              <Button onClick={() => goTo({ screen: 'runs', archive: archive.archive })}>
                Show runs
              </Button>
            </>
          }
        />
      </main>
    );
  }
  return (
    <main ref={main} className="run" tabIndex={-1} aria-busy={detail === undefined}>
      {detail !== undefined && (
        <Shown archive={archive} detail={detail} wanted={run} series={series} />
      )}
    </main>
  );
}

interface ShownProps {
  archive: OpenedArchive;
  detail: BacktestDetail;
  wanted: number | null;
  series: ReturnType<typeof useRunSeries>;
}

function Shown({ archive, detail, wanted, series }: ShownProps) {
  const found = detail.runs.find(({ run }) => run === (wanted ?? detail.runs[0]?.run));
  const ref =
    found === undefined ? null : { archive: archive.archive, id: detail.handle, run: found.run };
  // The engine answers one after the other: first what is seen first.
  const hasCurves = (series.value !== undefined && !series.isStale) || series.error !== undefined;
  const facts = useRunFacts(hasCurves ? ref : null);
  const hasFacts = (facts.value !== undefined && !facts.isStale) || facts.error !== undefined;
  const trade = useShownTrade(ref);
  const title = titleOf(detail);
  return (
    <>
      <RunHead archive={archive} detail={detail} run={found?.run ?? null} />
      <div className="run-body">
        {ref === null && <p className="soft">The bundle holds no such run.</p>}
        {!detail.file.isPresent && (
          <p className="preview-warning">
            The file {detail.file.name} is not there any more: figures come from the index, curves
            and tables cannot be read. Bring the file back, or index the folder again.
          </p>
        )}
        {found !== undefined && (
          <FigureList
            label="Headline figures"
            isProminent
            figures={headlineOf(found.values)}
            currency={currencyOf(found.values)}
          />
        )}
        <RunMarks archive={archive.archive} detail={detail} />
        {ref !== null && (
          <>
            <EquitySection member={ref} answer={series} title={title} />
            <div className="run-pair">
              <ReturnsSection member={ref} answer={series} title={title} />
              <TradeReturnsSection runRef={hasFacts ? ref : null} member={ref} title={title} />
            </div>
            <PricesSection
              runRef={ref}
              facts={facts}
              span={{ start: found?.values.start ?? null, end: found?.values.end ?? null }}
              trade={trade.shown}
              onAllTrades={() => trade.show(null)}
            />
            <RowsSection runRef={hasFacts ? ref : null} facts={facts.value} onTrade={trade.show} />
          </>
        )}
        {found !== undefined && ref !== null && <AllFigures member={ref} values={found.values} />}
        <StudiesSection archive={archive.archive} detail={detail} />
        <WindowsSection archive={archive.archive} detail={detail} run={found?.run ?? null} />
        {hasFacts && ref !== null && <TestsSection runRef={ref} runs={detail.runs} />}
        <div className="run-pair">
          <div className="run-stack">
            {found !== undefined && <IdentitySection values={found.values} />}
            <ParametersSection detail={detail} />
          </div>
          <ProvenanceSection
            archive={archive.archive}
            detail={detail}
            fileSha256={facts.value?.fileSha256 ?? null}
          />
        </div>
      </div>
    </>
  );
}

/** The account's, where the run says it. */
function currencyOf({ trading_symbol }: Record<string, CellValue>): string | undefined {
  return typeof trading_symbol === 'string' && trading_symbol !== '' ? trading_symbol : undefined;
}
