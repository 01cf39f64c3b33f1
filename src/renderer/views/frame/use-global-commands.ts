import type { PageCommand } from '#contract/page-command.ts';
import { useEngineEvent } from '../../engine/engine-provider.tsx';
import { type Command, useCommand, useRunCommand } from '../../ui/commands.tsx';
import { archivesRoute, settingsRoute } from './route.ts';
import type { Density } from './use-density.ts';
import { goTo } from './use-route.ts';
import type { Theme } from './use-theme.ts';

interface GlobalActions {
  openFolder: () => void;
  openDemo: () => void;
  openImport: () => void;
  setTheme: (theme: Theme) => void;
  setDensity: (density: Density) => void;
  showPalette: () => void;
  showShortcuts: () => void;
}

/** What a menu of the desktop asks for, by the id of the command that does it. */
const commandOf: Readonly<Record<PageCommand, string>> = {
  import: 'archive.import',
  export: 'rows.export',
  'show-archives': 'archives.show',
  find: 'rows.find',
  'theme-system': 'theme.system',
  'theme-light': 'theme.light',
  'theme-dark': 'theme.dark',
};

/** What can be done on every screen. */
export function useGlobalCommands(actions: GlobalActions) {
  const { openFolder, openDemo, openImport, setTheme, setDensity } = actions;
  const { showPalette, showShortcuts } = actions;
  const offer = (id: string, group: string, label: string, run: () => void, keys?: string) => {
    const command: Command = { id, group, label, run };
    return keys === undefined ? command : { ...command, keys: [keys] };
  };
  useCommand(offer('palette.show', 'Window', 'Search commands', showPalette, 'Mod+K'));
  useCommand(offer('shortcuts.show', 'Window', 'Keyboard shortcuts', showShortcuts, '?'));
  useCommand(offer('theme.system', 'Window', 'Theme as the system', () => setTheme('system')));
  useCommand(offer('theme.light', 'Window', 'Light theme', () => setTheme('light')));
  useCommand(offer('theme.dark', 'Window', 'Dark theme', () => setTheme('dark')));
  useCommand(offer('density.compact', 'Window', 'Compact rows', () => setDensity('compact')));
  useCommand(offer('density.normal', 'Window', 'Normal rows', () => setDensity('normal')));
  useCommand(offer('density.roomy', 'Window', 'Roomy rows', () => setDensity('roomy')));
  useCommand(offer('settings.show', 'Window', 'Settings', () => goTo(settingsRoute), 'Mod+,'));
  useCommand(offer('archive.open', 'Archives', 'Open folder…', openFolder, 'Mod+O'));
  useCommand(
    offer('archives.show', 'Archives', 'Show archives', () => goTo(archivesRoute), 'Mod+Shift+A'),
  );
  useCommand(offer('archive.import', 'Archives', 'Import bundles…', openImport, 'Mod+I'));
  useCommand(offer('archive.demo', 'Archives', 'Try the demo archive', openDemo));

  const runCommand = useRunCommand();
  useEngineEvent('command', ({ command }) => runCommand(commandOf[command]));
}
