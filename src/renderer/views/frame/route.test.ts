import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

describe('a route', () => {
  it.each<Route>([
    { screen: 'archives' },
    { screen: 'settings' },
    { screen: 'runs', archive: 'a1b2' },
    { screen: 'runs', archive: 'odd / name %' },
    { screen: 'storage', archive: 'a1b2' },
    { screen: 'run', archive: 'a1b2', id: 'sweep_a/Стратегия 100 % #1?', run: 3 },
    { screen: 'run', archive: 'a1b2', id: 'x', run: null },
    { screen: 'migration', job: '1-2-3' },
  ])('%o comes back from the address as it was', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it.each([
    '',
    '#',
    '#/',
    '#/nowhere',
    '#/archive//runs',
    '#/archive/x',
    '#/migration/',
    '#/archive/x/nowhere',
    '#/archive/x/run',
    '#/archive/x/run/y/z',
    '#/archive/%E0%A4%A/runs',
  ])('is the start for the address "%s"', (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: 'archives' });
  });
});
