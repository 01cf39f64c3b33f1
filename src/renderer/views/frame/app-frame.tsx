import { lazy, Suspense, useRef, useState } from 'react';
import type { ArchiveId, OpenedArchive } from '#contract/operations.ts';
import { useCommand } from '../../ui/commands.tsx';
import { RowHeight } from '../../ui/data-table/row-height.ts';
import { ArchivesView } from '../archives/archives-view.tsx';
import { useOpenFolderWithToast } from '../archives/use-open-folder.ts';
import { Intake, useImportDialog } from '../import/intake.tsx';
import { JobsBar } from '../jobs/jobs-bar.tsx';
import { canMigrate } from '../migrate/can-migrate.ts';
import { MigrateProvider, useMigrateDialog } from '../migrate/migrate-provider.tsx';
import { MigrationView } from '../migrate/migration-view.tsx';
import { Palette } from '../palette/palette.tsx';
import { ShortcutsSheet } from '../palette/shortcuts-sheet.tsx';
import { SettingsView } from '../settings/settings-view.tsx';
import { Tour } from '../tour/tour.tsx';
import { ArchiveScreen } from './archive-screen.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useArchive } from './open-archives.tsx';
import { type ArchiveScreenName, archiveScreens, formatRoute, type Route } from './route.ts';
import { screenViews } from './screen-views.tsx';
import { TopBar } from './top-bar.tsx';
import { rowHeights, useDensity } from './use-density.ts';
import { useGlobalCommands } from './use-global-commands.ts';
import { goTo, useRoute } from './use-route.ts';
import { useTheme } from './use-theme.ts';
import './frame.css';

/** Brings the chart libraries along: loaded when the first run is opened, not with the table. */
const RunView = lazy(async () => ({ default: (await import('../run/run-view.tsx')).RunView }));

/** The window: bar, screen, jobs. */
export function AppFrame() {
  const route = useRoute();
  const shown = useArchive('archive' in route ? route.archive : null);

  return (
    <Intake open={shown.archive ?? null}>
      <MigrateProvider>
        <Frame route={route} shown={shown} />
      </MigrateProvider>
    </Intake>
  );
}

function Frame({ route, shown }: { route: Route; shown: ReturnType<typeof useArchive> }) {
  const [theme, setTheme] = useTheme();
  const [density, setDensity] = useDensity();
  const [over, setOver] = useState<'palette' | 'shortcuts' | null>(null);
  const openImport = useImportDialog();
  const { openFolder, openDemo } = useOpenFolderWithToast();
  const frame = useRef<HTMLDivElement>(null);
  const skip = () => {
    const main = frame.current?.querySelector<HTMLElement>('main');
    if (main) main.tabIndex = -1;
    main?.focus();
  };

  useGlobalCommands({
    openFolder,
    openDemo,
    openImport,
    setTheme,
    setDensity,
    showPalette: () => setOver('palette'),
    showShortcuts: () => setOver('shortcuts'),
  });
  useArchiveCommands(shown.archive);
  const archive =
    'archive' in route
      ? { id: route.archive, name: shown.archive?.name ?? 'Opening…', opened: shown.archive }
      : null;

  return (
    <div ref={frame} className="frame">
      <button type="button" className="skip-link" onClick={skip}>
        Skip to content
      </button>
      <TopBar
        archive={archive}
        screen={route.screen}
        theme={theme}
        onTheme={setTheme}
        onOpenFolder={openFolder}
        onImport={openImport}
        onPalette={() => setOver('palette')}
        onShortcuts={() => setOver('shortcuts')}
      />
      <Tour archive={shown.archive} isRunsShown={route.screen === 'runs'} />
      <div className="frame-view">
        <RowHeight value={rowHeights[density]}>
          <ErrorBoundary screen={formatRoute(route)}>
            <Screen route={route} shown={shown} />
          </ErrorBoundary>
        </RowHeight>
      </div>
      <JobsBar />
      {archiveScreens.map((screen) => (
        <ScreenCommand key={screen} screen={screen} archive={shown.archive?.archive} />
      ))}
      {over === 'palette' && <Palette onClose={() => setOver(null)} />}
      {over === 'shortcuts' && <ShortcutsSheet onClose={() => setOver(null)} />}
    </div>
  );
}

function Screen({ route, shown }: { route: Route; shown: ReturnType<typeof useArchive> }) {
  if (route.screen === 'archives') return <ArchivesView />;
  if (route.screen === 'settings') return <SettingsView />;
  if (route.screen === 'migration') return <MigrationView key={route.job} job={route.job} />;
  if (route.screen === 'run') {
    return (
      <ArchiveScreen shown={shown} title="Run">
        {(archive) => (
          <Suspense fallback={<main className="view-centred" tabIndex={-1} aria-busy="true" />}>
            <RunView key={archive.archive} archive={archive} id={route.id} run={route.run} />
          </Suspense>
        )}
      </ArchiveScreen>
    );
  }
  const { label, show } = screenViews[route.screen];
  return (
    <ArchiveScreen shown={shown} title={label}>
      {show}
    </ArchiveScreen>
  );
}

/** What is done to the archive on screen. */
function useArchiveCommands(archive: OpenedArchive | undefined) {
  const openMigrate = useMigrateDialog();
  useCommand({
    id: 'archive.migrate',
    group: 'Archives',
    label: 'Migrate to tiered…',
    words: 'smaller compress parquet',
    isDisabled: !canMigrate(archive),
    run: () => archive && openMigrate(archive),
  });
}

/** Shows a screen of the archive, by palette. */
function ScreenCommand({
  screen,
  archive,
}: {
  screen: ArchiveScreenName;
  archive: ArchiveId | undefined;
}) {
  const { label, words } = screenViews[screen];
  useCommand({
    id: `archive.${screen}`,
    group: 'Archives',
    label: `Show ${label.toLowerCase()}`,
    words,
    isDisabled: archive === undefined,
    run: () => archive !== undefined && goTo({ screen, archive }),
  });
  return null;
}
