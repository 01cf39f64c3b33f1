import { type KeyboardEvent, useEffect, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { Popover } from '../../ui/popover.tsx';
import { tourSteps } from './tour-steps.ts';
import { useTour } from './use-tour.ts';
import './tour.css';

interface TourProps {
  archive: OpenedArchive | undefined;
  /** The runs screen is what it walks through. */
  isRunsShown: boolean;
}

/** Offers a walk through the runs screen of the demo archive, once; and walks. */
export function Tour({ archive, isRunsShown }: TourProps) {
  const [tour, setTour] = useTour();
  const isHere = isRunsShown && archive !== undefined;
  useCommand({
    id: 'tour.start',
    label: 'Take the tour',
    group: 'Window',
    words: 'help first steps introduction',
    isDisabled: !isHere,
    run: () => setTour(0),
  });
  if (!isHere) return null;
  if (tour === 'new' && archive.isDemo) {
    return (
      <section className="tour-offer" aria-label="Tour">
        <span>New here? A tour of this screen takes a minute.</span>
        <Button variant="primary" onClick={() => setTour(0)}>
          Take the tour
        </Button>
        <Button variant="quiet" onClick={() => setTour('done')}>
          No, thank you
        </Button>
      </section>
    );
  }
  if (typeof tour !== 'number') return null;
  return <Walk at={tour} onGo={setTour} onEnd={() => setTour('done')} />;
}

interface WalkProps {
  at: number;
  onGo: (step: number) => void;
  onEnd: () => void;
}

function Walk({ at, onGo, onEnd }: WalkProps) {
  const step = tourSteps[at];
  const piece = usePiece(step?.about ?? null);
  const isLast = at === tourSteps.length - 1;
  const next = () => (isLast ? onEnd() : onGo(at + 1));
  useEffect(() => {
    if (step === undefined) onEnd();
    // What is not on screen is not talked of.
    else if (piece === 'missing') next();
  });
  useEffect(() => {
    if (!(piece instanceof Element)) return;
    piece.classList.add('tour-about');
    return () => piece.classList.remove('tour-about');
  }, [piece]);
  if (step === undefined || !(piece instanceof Element)) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    if (event.key === 'ArrowRight') next();
    else if (at > 0) onGo(at - 1);
  };
  return (
    <Popover
      key={at}
      anchor={piece}
      label={`Tour, ${at + 1} of ${tourSteps.length}: ${step.title}`}
      className="tour-card"
      onClose={onEnd}
      onKeyDown={onKeyDown}
    >
      <h2>{step.title}</h2>
      <p>{step.text}</p>
      <div className="tour-actions">
        <Button variant="primary" onClick={next}>
          {isLast ? 'Done' : 'Next'}
        </Button>
        {at > 0 && <Button onClick={() => onGo(at - 1)}>Back</Button>}
        {!isLast && (
          <Button variant="quiet" onClick={onEnd}>
            Skip the rest
          </Button>
        )}
        <span className="tour-count">
          {at + 1} of {tourSteps.length}
        </span>
      </div>
    </Popover>
  );
}

/** The piece of the screen; null before it was looked for. */
function usePiece(selector: string | null): Element | 'missing' | null {
  const [found, setFound] = useState<{ selector: string; piece: Element | null } | null>(null);
  useEffect(() => {
    if (selector !== null) setFound({ selector, piece: document.querySelector(selector) });
  }, [selector]);
  if (found === null || found.selector !== selector) return null;
  return found.piece ?? 'missing';
}
