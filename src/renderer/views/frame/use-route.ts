import { useEffect, useSyncExternalStore } from 'react';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

/** The route in the address; without one, the place where the window was left. */
export function useRoute(): Route {
  const [last, setLast] = usePersistentState('location', '');
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const address = hash === '' ? last : hash;

  useEffect(() => {
    if (hash !== '') setLast(formatRoute(parseRoute(hash)));
    // Asked again: an archive may have been asked for from outside since this was drawn.
    else if (window.location.hash === '') {
      window.history.replaceState(null, '', formatRoute(parseRoute(last)));
    }
  }, [hash, last, setLast]);

  return parseRoute(address);
}

export function goTo(route: Route): void {
  window.location.hash = formatRoute(route);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
