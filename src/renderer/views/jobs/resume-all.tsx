import { Play } from 'lucide-react';
import { type Job, resumedTogether } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { formatCount } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** After a closing or a loss of power: one button for everything that only goes on where it was. */
export function ResumeAll({ jobs }: { jobs: readonly Job[] }) {
  const engine = useEngine();
  const toasts = useToasts();
  const cutOff = jobs.filter(
    ({ state, kind }) => state === 'interrupted' && resumedTogether.has(kind),
  );
  const resume = () => {
    engine
      .resumeInterrupted({})
      .catch((error: unknown) => toasts.fail('The jobs could not be resumed', error));
  };
  useCommand({
    id: 'jobs.resume-all',
    group: 'Window',
    label: 'Resume all interrupted jobs',
    words: 'continue restart',
    isDisabled: cutOff.length === 0,
    run: resume,
  });
  if (cutOff.length === 0) return null;
  return (
    <Button icon={<Play size={14} aria-hidden />} onClick={resume}>
      Resume all ({formatCount(cutOff.length)})
    </Button>
  );
}
