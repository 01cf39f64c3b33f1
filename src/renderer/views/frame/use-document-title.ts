import { useEffect } from 'react';

/** "sweep_a – Runs – Strata" */
export function useDocumentTitle(...parts: string[]): void {
  const title = [...parts, 'Strata'].join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
