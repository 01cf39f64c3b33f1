/** What a menu of the desktop asks the page to do. The page has its own button for each. */
export const pageCommands = [
  'import',
  'export',
  'show-archives',
  'find',
  'theme-system',
  'theme-light',
  'theme-dark',
] as const;

export type PageCommand = (typeof pageCommands)[number];
