import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '#contract/operations.ts';
import { createEventHub } from './event-hub.ts';

function aHub() {
  const subscribed: ((event: EngineEvent) => void)[] = [];
  const hub = createEventHub((listener) => {
    subscribed.push(listener);
    return () => {};
  });
  return { hub, subscribed, tell: (event: EngineEvent) => subscribed[0]?.(event) };
}

describe('events of the engine', () => {
  it('come over one subscription to those who listen to their type', () => {
    const { hub, subscribed, tell } = aHub();
    const heard: string[] = [];
    hub.on('job-gone', ({ job }) => heard.push(`first ${job}`));
    const stop = hub.on('job-gone', ({ job }) => heard.push(`second ${job}`));
    hub.on('command', ({ command }) => heard.push(command));
    tell({ type: 'job-gone', job: 'j1' });
    stop();
    tell({ type: 'job-gone', job: 'j2' });
    expect(heard).toEqual(['first j1', 'second j1', 'first j2']);
    expect(subscribed).toHaveLength(1);
  });

  it('that ask to show an archive wait for the first who listens, and are told once', () => {
    const { hub, tell } = aHub();
    hub.on('job-gone', () => {});
    tell({ type: 'open-archive', archive: 'a1' });
    tell({ type: 'open-archive', archive: 'a2' });
    const heard: string[] = [];
    hub.on('open-archive', ({ archive }) => heard.push(archive));
    hub.on('open-archive', ({ archive }) => heard.push(`late ${archive}`));
    expect(heard).toEqual(['a2']);
  });

  it('that tell of a change are not kept: who comes later asks', () => {
    const { hub, tell } = aHub();
    hub.on('command', () => {});
    tell({ type: 'job-gone', job: 'j1' });
    const heard: string[] = [];
    hub.on('job-gone', ({ job }) => heard.push(job));
    expect(heard).toEqual([]);
  });
});
