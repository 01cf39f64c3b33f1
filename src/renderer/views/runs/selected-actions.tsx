import { CompareButton } from '../compare/compare-button.tsx';
import { ReportButton } from '../report/report-button.tsx';
import { contractSelection } from './chosen-rows.ts';
import type { RunsModel } from './use-runs-model.ts';

/** What can be done with the selected rows beside exporting them. */
export function SelectedActions({ model, selected }: { model: RunsModel; selected: number }) {
  const request = {
    scope: model.scope,
    sort: [...model.sort],
    selection: contractSelection(model.selection),
  };
  return (
    <>
      <CompareButton selected={selected} request={request} />
      <ReportButton selected={selected} request={request} />
    </>
  );
}
