import type { ArchiveId, Place } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import type { UploadOutcome } from '../../engine/host.ts';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { useOpenArchives } from '../frame/open-archives.tsx';
import { goTo } from '../frame/use-route.ts';
import type { ImportOffer } from './import-offer.ts';
import { type ImportTarget, targetName } from './import-target.tsx';
import { useUploads } from './uploads.tsx';

/** From the user's yes to the running job: opens a new archive, uploads what only the page has, starts the import. */
export function useStartImport(): (
  offer: ImportOffer,
  target: ImportTarget,
  code: Place | null,
) => Promise<void> {
  const { engine, host } = useConnection();
  const { prepare } = useOpenArchives();
  const uploads = useUploads();
  const toasts = useToasts();

  return async (offer, target, code) => {
    try {
      if (target.kind === 'folder') await engine.createArchive({ place: target.place.id });
      const archive = await archiveOf(target, prepare);
      goTo({ screen: 'runs', archive });
      const places = await placesOf(offer);
      if (places === null) return;
      const ids = places.map((place) => place.id);
      await engine.startImport({ archive, places: ids, code: code?.id ?? null });
    } catch (error) {
      toasts.fail('The import could not be started', error);
    }

    async function placesOf({ source }: ImportOffer): Promise<Place[] | null> {
      if (source.kind === 'places') return source.places;
      if (host.face === 'desktop') return host.placesOf(source.files.map(({ file }) => file));
      const outcome = await uploads.start(host, source.files, targetName(target));
      if (outcome === null) return null;
      tellFailures(outcome);
      return outcome.uploaded === 0 ? null : [outcome.place];
    }
  };

  function tellFailures({ failures }: UploadOutcome): void {
    const [first] = failures;
    if (first === undefined) return;
    const others = failures.length - 1;
    const rest = others === 0 ? '' : ` and ${formatCounted(others, 'other file')}`;
    toasts.fail(`${first.file}${rest} could not be uploaded`, first.error);
  }
}

async function archiveOf(
  target: ImportTarget,
  prepare: ReturnType<typeof useOpenArchives>['prepare'],
): Promise<ArchiveId> {
  if (target.kind === 'archive') return target.archive;
  if (target.kind === 'folder') return (await prepare(target.place)).archive;
  throw new Error('an import needs an archive');
}
