/** Draws a box; what it means is said by the row or head it stands in. */
export function SelectBox({ state }: { state: 'none' | 'some' | 'all' }) {
  return (
    <svg
      className={`dt-box dt-box-${state}`}
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden
    >
      <rect x="0.5" y="0.5" width="13" height="13" rx="2.5" />
      {state === 'all' && <path d="M3.5 7.2 6 9.7l4.5-5" />}
      {state === 'some' && <path d="M3.8 7h6.4" />}
    </svg>
  );
}
