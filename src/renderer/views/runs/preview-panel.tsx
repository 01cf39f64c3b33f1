import { useState } from 'react';
import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { InspectButton } from '../document/inspect-button.tsx';
import { formatRoute } from '../frame/route.ts';
import { BacktestMarks } from '../marks/backtest-marks.tsx';
import { FigureList } from './figure-list.tsx';
import { headlineFigures, provenanceFigures, runOf, shownRun } from './headline.ts';
import { PreviewCurves } from './preview-curves.tsx';
import { PreviewRuns } from './preview-runs.tsx';
import { PreviewStudies } from './preview-studies.tsx';
import { type Previewed, useBacktest } from './use-preview.ts';

interface PreviewPanelProps {
  archive: ArchiveId;
  /** The row that has the focus. */
  row: Previewed | null;
  version: string;
}

/** What the focused row is, at a glance. */
export function PreviewPanel({ archive, row, version }: PreviewPanelProps) {
  const answer = useBacktest(archive, row, version);
  if (row === null) {
    return (
      <p className="panel-note soft">
        Choose a row to see its figures, parameters and equity curve here.
      </p>
    );
  }
  if (answer.error !== undefined) {
    return (
      <div className="panel-note">
        <ErrorNote
          title="This backtest could not be shown"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      </div>
    );
  }
  if (answer.value === undefined) return <div className="preview" aria-busy="true" />;
  return <Preview archive={archive} detail={answer.value} row={row} />;
}

interface PreviewProps {
  archive: ArchiveId;
  detail: BacktestDetail;
  row: Previewed;
}

function Preview({ archive, detail, row }: PreviewProps) {
  /** A run chosen here, of one backtest. */
  const [chosen, setChosen] = useState<{ handle: string; run: number } | null>(null);
  const isBehind = detail.handle !== row.handle;
  const ofRow = isBehind ? null : row.run;
  const run = shownRun(detail, chosen?.handle === detail.handle ? chosen.run : null, ofRow);
  const title = String(detail.values.algorithm_id ?? detail.handle);
  const { values: runValues } = (run === null ? undefined : runOf(detail, run)) ?? {};
  return (
    <div className={classNames('preview', isBehind && 'preview-behind')} aria-busy={isBehind}>
      <header className="preview-head">
        <h2 title={title}>{title}</h2>
        <p className="soft preview-handle">{detail.handle}</p>
        <a
          className="preview-open"
          href={formatRoute({ screen: 'run', archive, id: detail.handle, run })}
        >
          Open the run
        </a>
        {!detail.file.isPresent && (
          <p className="preview-warning">
            The file {detail.file.name} is not there any more: figures come from the index, curves
            cannot be read. Bring the file back, or index the folder again.
          </p>
        )}
      </header>
      <BacktestMarks archive={archive} detail={detail} />
      <FigureList label="Headline figures" isProminent figures={headlineFigures(detail, ofRow)} />
      <PreviewCurves
        archive={archive}
        handle={detail.handle}
        run={run}
        title={`${title}${runValues?.window ? `, ${runValues.window}` : ''}`}
      />
      <PreviewStudies detail={detail} />
      <PreviewRuns
        detail={detail}
        shown={run}
        onShow={(next) => setChosen({ handle: detail.handle, run: next })}
      />
      <section aria-label="Parameters">
        <h3>Parameters</h3>
        {detail.parameters.length === 0 ? (
          <p className="soft">The bundle names none.</p>
        ) : (
          <dl className="figures">
            {detail.parameters.map(({ name, value }) => (
              <div key={name} className="figure">
                <dt title={name}>{name}</dt>
                <dd title={String(value ?? '')}>{value === null ? '–' : String(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section aria-label="Provenance">
        <h3>Provenance</h3>
        <p className="preview-file" title={detail.file.label}>
          {detail.file.label}
        </p>
        <FigureList label="Provenance" isSingle figures={provenanceFigures(detail)} />
        <InspectButton archive={archive} id={detail.handle} title={title} />
      </section>
    </div>
  );
}
