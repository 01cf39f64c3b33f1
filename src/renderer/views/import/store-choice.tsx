import type { StoreKind } from '#contract/settings.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { SettingsControl } from '../settings/use-settings.ts';

/** What an import makes of a new folder: a setting, for the command line too. */
export function StoreChoice({ control }: { control: SettingsControl }) {
  const { settings, choose, error } = control;
  return (
    <>
      <RadioGroup<StoreKind>
        label="A new archive is"
        value={settings.store}
        onChange={(store) => void choose({ store })}
        options={[
          { value: 'local-dir', label: 'A folder of bundles, as they are' },
          { value: 'local-tiered', label: 'A tiered archive, several times smaller' },
        ]}
      />
      {error !== undefined && <ErrorNote title="The setting was not kept" error={error} />}
    </>
  );
}
