import {
  Archive,
  ChevronDown,
  Keyboard,
  Monitor,
  Moon,
  Search,
  Settings,
  Sun,
  Upload,
} from 'lucide-react';
import { useState } from 'react';
import type { ArchiveId, OpenedArchive } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu, type MenuItem, MenuPanel } from '../../ui/menu.tsx';
import { shortcutLabel } from '../../ui/shortcut.ts';
import { canMigrate } from '../migrate/can-migrate.ts';
import { useMigrateDialog } from '../migrate/migrate-provider.tsx';
import { archiveScreens, archivesRoute, formatRoute, type Route, settingsRoute } from './route.ts';
import { screenViews } from './screen-views.tsx';
import { goTo } from './use-route.ts';
import type { Theme } from './use-theme.ts';

interface ShownArchive {
  id: ArchiveId;
  name: string;
  /** Undefined until it is open. */
  opened: OpenedArchive | undefined;
}

interface TopBarProps {
  /** The archive on screen. */
  archive: ShownArchive | null;
  screen: Route['screen'];
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onOpenFolder: () => void;
  onImport: () => void;
  onPalette: () => void;
  onShortcuts: () => void;
}

export function TopBar(props: TopBarProps) {
  const { archive, screen, theme, onTheme, onOpenFolder, onImport, onPalette, onShortcuts } = props;
  return (
    <header className="top-bar">
      <a className="top-brand" href={formatRoute(archivesRoute)} aria-label="Strata, show archives">
        <Mark />
        <span>Strata</span>
      </a>
      <ArchiveSwitcher archive={archive} onOpenFolder={onOpenFolder} />
      {archive && <ScreenLinks archive={archive.id} current={screen} />}
      {/* The archives screen shows its own. */}
      {archive && <h1 className="visually-hidden">{archive.name}</h1>}
      <div className="top-space" />
      <button
        type="button"
        className="top-search"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={onPalette}
      >
        <Search size={14} aria-hidden />
        <span>Search commands</span>
        <ShortcutHint />
      </button>
      <IconButton
        label="Import bundles"
        shortcut="Mod+I"
        icon={<Upload size={16} />}
        onClick={onImport}
      />
      <Menu
        label="Theme"
        placement="below-end"
        trigger={<IconButton label="Theme" icon={themeIcons[theme]} />}
        items={themeItems(theme, onTheme)}
      />
      <IconButton
        label="Settings"
        shortcut="Mod+,"
        icon={<Settings size={16} />}
        onClick={() => goTo(settingsRoute)}
      />
      <IconButton
        label="Keyboard shortcuts"
        shortcut="?"
        icon={<Keyboard size={16} />}
        onClick={onShortcuts}
      />
    </header>
  );
}

/** The screens of the archive, as links: they open in the place where one was left. */
function ScreenLinks({ archive, current }: { archive: ArchiveId; current: Route['screen'] }) {
  return (
    <nav className="top-screens" aria-label="Screens">
      {archiveScreens.map((screen) => (
        <a
          key={screen}
          className="top-screen"
          href={formatRoute({ screen, archive })}
          aria-current={screen === current ? 'page' : undefined}
        >
          {screenViews[screen].label}
        </a>
      ))}
    </nav>
  );
}

const themeIcons: Readonly<Record<Theme, React.ReactNode>> = {
  system: <Monitor size={16} />,
  light: <Sun size={16} />,
  dark: <Moon size={16} />,
};

function themeItems(theme: Theme, onTheme: (theme: Theme) => void): MenuItem[] {
  const labels = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
  return Object.entries(labels).map(([value, label]) => ({
    kind: 'radio',
    label,
    isChecked: theme === value,
    onSelect: () => onTheme(value as Theme),
  }));
}

interface ArchiveSwitcherProps {
  archive: ShownArchive | null;
  onOpenFolder: () => void;
}

/** The list is asked for when it is opened: it is as new as the question. */
function ArchiveSwitcher({ archive, onOpenFolder }: ArchiveSwitcherProps) {
  const engine = useEngine();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [items, setItems] = useState<MenuItem[]>([]);
  const openMigrate = useMigrateDialog();

  const open = async (button: Element) => {
    const cards = await engine.listArchives({}).catch(() => []);
    const present = cards.filter((card) => card.isPresent).slice(0, 12);
    setItems([
      ...present.map(
        (card): MenuItem => ({
          kind: 'radio',
          label: card.name,
          isChecked: card.archive === archive?.id,
          onSelect: () => goTo({ screen: 'runs', archive: card.archive }),
        }),
      ),
      { kind: 'line' },
      ...itemsOf(archive?.opened),
      { label: 'All archives', shortcut: 'Mod+Shift+A', onSelect: () => goTo(archivesRoute) },
      { label: 'Open folder…', shortcut: 'Mod+O', onSelect: onOpenFolder },
    ]);
    setAnchor(button);
  };
  /** What can be done to the archive on screen. */
  const itemsOf = (opened: OpenedArchive | undefined): MenuItem[] => {
    if (opened === undefined) return [];
    if (!canMigrate(opened)) return [];
    return [{ label: 'Migrate to tiered…', onSelect: () => openMigrate(opened) }, { kind: 'line' }];
  };

  return (
    <>
      <Button
        variant="quiet"
        className="top-archive"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={archive ? `Archive: ${archive.name}` : 'Archives: none open'}
        icon={<Archive size={14} aria-hidden />}
        onClick={(event) => void (anchor ? setAnchor(null) : open(event.currentTarget))}
      >
        <span className="truncate">{archive?.name ?? 'Archives'}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <MenuPanel
        anchor={anchor}
        label="Switch archive"
        items={items}
        onClose={() => setAnchor(null)}
      />
    </>
  );
}

function ShortcutHint() {
  return (
    <span className="top-keys" aria-hidden="true">
      {shortcutLabel('Mod+K')}
    </span>
  );
}

/** Three layers. */
function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path d="M9 2 16 5.5 9 9 2 5.5Z" fill="currentColor" />
      <path d="M2 9l7 3.5L16 9" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2 12.5 9 16l7-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
