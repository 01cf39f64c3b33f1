import { Ellipsis } from 'lucide-react';
import type { ArchiveCard } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { formatAgo, formatBytes, formatCount, formatTime } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { moveInList } from '../../ui/move-in-list.ts';
import { formatRoute } from '../frame/route.ts';
import { goTo } from '../frame/use-route.ts';
import { canMigrate } from '../migrate/can-migrate.ts';
import { useMigrateDialog } from '../migrate/migrate-provider.tsx';

interface ArchiveTableProps {
  cards: ArchiveCard[];
  onForgotten: () => void;
  onFailed: (error: unknown) => void;
}

export function ArchiveTable({ cards, onForgotten, onFailed }: ArchiveTableProps) {
  const engine = useEngine();
  const forget = ({ archive }: ArchiveCard) => {
    engine.forgetArchive({ archive }).then(onForgotten, onFailed);
  };
  return (
    <table className="archive-table" aria-label="Recent archives">
      <thead>
        <tr>
          <th scope="col">Archive</th>
          <th scope="col" className="archive-number">
            Backtests
          </th>
          <th scope="col" className="archive-number">
            Runs
          </th>
          <th scope="col" className="archive-number">
            Size
          </th>
          <th scope="col">Last opened</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={moveInList}>
        {cards.map((card) => (
          <ArchiveRow key={card.archive} card={card} onForget={() => forget(card)} />
        ))}
      </tbody>
    </table>
  );
}

function ArchiveRow({ card, onForget }: { card: ArchiveCard; onForget: () => void }) {
  const openMigrate = useMigrateDialog();
  const route = { screen: 'runs', archive: card.archive } as const;
  return (
    <tr className={card.isPresent ? 'archive-row' : 'archive-row archive-missing'}>
      <th scope="row">
        {card.isPresent ? (
          <a className="archive-link" data-item href={formatRoute(route)}>
            {card.name}
          </a>
        ) : (
          <span className="archive-name">{card.name}</span>
        )}
        <Badges card={card} />
        <span className="archive-folder truncate" title={card.label}>
          {card.label}
        </span>
        {!card.isPresent && (
          <span className="archive-gone">
            Not there now. Connect its disk or move it back, or forget it.
          </span>
        )}
      </th>
      <td className="archive-number">{formatCount(card.backtests)}</td>
      <td className="archive-number">{formatCount(card.runs)}</td>
      <td className="archive-number">{formatBytes(card.bytes)}</td>
      <td>
        <time dateTime={new Date(card.openedAt).toISOString()} title={formatTime(card.openedAt)}>
          {formatAgo(card.openedAt, Date.now())}
        </time>
      </td>
      <td className="archive-menu">
        <Menu
          label={`Actions for ${card.name}`}
          placement="below-end"
          trigger={<IconButton label={`Actions for ${card.name}`} icon={<Ellipsis size={16} />} />}
          items={[
            {
              label: 'Open',
              isDisabled: !card.isPresent,
              onSelect: () => goTo(route),
            },
            {
              label: 'Storage',
              isDisabled: !card.isPresent,
              onSelect: () => goTo({ screen: 'storage', archive: card.archive }),
            },
            ...(canMigrate(card)
              ? [
                  {
                    label: 'Migrate to tiered…',
                    detail: 'Several times smaller, every byte proved; the folder stays',
                    isDisabled: !card.isPresent,
                    onSelect: () => openMigrate(card),
                  },
                ]
              : []),
            {
              label: 'Forget',
              detail: 'Takes it off this list; its files stay',
              onSelect: onForget,
            },
          ]}
        />
      </td>
    </tr>
  );
}

function Badges({ card }: { card: ArchiveCard }) {
  return (
    <>
      {!card.isPresent && <span className="badge badge-warning">Missing</span>}
      {card.isDemo && <span className="badge">Demo</span>}
      {card.kind === 'local-tiered' && <span className="badge">Tiered</span>}
      {card.kind === 'reference-index' && <span className="badge">Read-only index</span>}
    </>
  );
}
