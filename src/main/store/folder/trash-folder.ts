/** Bundles that were taken out of a folder of bundles lie below it, and are no part of it any more. */
export const trashFolder = '.strata-trash';
