import { useState } from 'react';
import type { StoreKind } from '#contract/settings.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

/** What an import makes of a new folder: a setting, for the command line too. */
export function StoreChoice() {
  const engine = useEngine();
  const settings = useQuery('settings', () => engine.readSettings({}));
  const [chosen, setChosen] = useState<StoreKind | null>(null);
  const [error, setError] = useState<unknown>();
  const choose = async (store: StoreKind) => {
    setChosen(store);
    setError(undefined);
    try {
      await engine.writeSettings({ store });
    } catch (failure) {
      setChosen(null);
      setError(failure);
    }
  };
  const failure = error ?? settings.error;
  return (
    <>
      <RadioGroup<StoreKind>
        label="A new archive is"
        value={chosen ?? settings.value?.store ?? 'local-dir'}
        onChange={(store) => void choose(store)}
        options={[
          { value: 'local-dir', label: 'A folder of bundles, as they are' },
          { value: 'local-tiered', label: 'A tiered archive, several times smaller' },
        ]}
      />
      {failure !== undefined && <ErrorNote title="The setting was not kept" error={failure} />}
    </>
  );
}
