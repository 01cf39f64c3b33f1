/** What the user chose once for all archives. */
export const storeKinds = ['local-dir', 'local-tiered'] as const;
export type StoreKind = (typeof storeKinds)[number];

export interface Settings {
  /** What an import makes of a new or empty folder: a folder of bundles, or a tiered archive. */
  store: StoreKind;
}

export const firstSettings: Settings = { store: 'local-dir' };
