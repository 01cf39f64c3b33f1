import { useConnection } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useOpenFolderWithToast } from '../archives/use-open-folder.ts';
import { densities, densityLabels, useDensity } from '../frame/use-density.ts';
import { useDocumentTitle } from '../frame/use-document-title.ts';
import { useTheme } from '../frame/use-theme.ts';
import { StoreChoice } from '../import/store-choice.tsx';
import { useTour } from '../tour/use-tour.ts';
import { JobsSection } from './jobs-section.tsx';
import { useSettings } from './use-settings.ts';
import { WatchSection } from './watch-section.tsx';
import './settings.css';

/** What is the user's to choose, and where the app keeps its own files. */
export function SettingsView() {
  useDocumentTitle('Settings');
  const [theme, setTheme] = useTheme();
  const [density, setDensity] = useDensity();
  const { host } = useConnection();
  const control = useSettings();
  return (
    <main className="settings" tabIndex={-1}>
      <div className="settings-column">
        <h1>Settings</h1>
        <section className="settings-section" aria-labelledby="settings-look">
          <h2 id="settings-look">Appearance</h2>
          <RadioGroup
            label="Theme"
            isRow
            value={theme}
            options={[
              { value: 'system', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={setTheme}
          />
          <RadioGroup
            label="Rows of tables"
            isRow
            value={density}
            options={densities.map((one) => ({ value: one, label: densityLabels[one] }))}
            onChange={setDensity}
          />
          <p className="soft">Times are UTC, and every one says so.</p>
        </section>
        <section className="settings-section" aria-labelledby="settings-import">
          <h2 id="settings-import">Import</h2>
          <StoreChoice control={control} />
        </section>
        <JobsSection />
        <WatchSection face={host.face} />
        <TourSection />
        <EngineSection />
      </div>
    </main>
  );
}

function TourSection() {
  const [tour, setTour] = useTour();
  const { openDemo } = useOpenFolderWithToast();
  return (
    <section className="settings-section" aria-labelledby="settings-tour">
      <h2 id="settings-tour">Tour</h2>
      <p className="soft">A minute's walk through the runs screen, on the demo archive.</p>
      <div className="settings-actions">
        <Button
          onClick={() => {
            setTour(0);
            openDemo();
          }}
        >
          {tour === 'new' ? 'Take the tour' : 'Take the tour again'}
        </Button>
      </div>
    </section>
  );
}

function EngineSection() {
  const facts = useQuery('engine facts', (engine) => engine.engineFacts({}));
  return (
    <section className="settings-section" aria-labelledby="settings-engine">
      <h2 id="settings-engine">Where things are</h2>
      {facts.error !== undefined && (
        <ErrorNote
          title="The engine did not say"
          error={facts.error}
          actions={<Button onClick={facts.refresh}>Try again</Button>}
        />
      )}
      {facts.value && (
        <dl className="settings-facts">
          <dt>The app's own files</dt>
          <dd>
            <code>{facts.value.stateFolder}</code>
            <span className="soft">
              The list of archives, jobs, how the window looked. STRATA_STATE names another folder.
            </span>
          </dd>
          <dt>Index, stars, tags, notes, views</dt>
          <dd>
            Beside the bundles of each archive, in <code>index.sqlite</code> and{' '}
            <code>user.sqlite</code>.
            <span className="soft">
              The first is made again when it is missing; keep the second.
            </span>
          </dd>
        </dl>
      )}
    </section>
  );
}
