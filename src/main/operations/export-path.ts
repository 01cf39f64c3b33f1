import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ExportRequest } from '#contract/operations.ts';
import { nameAfter } from '../store/files/atomic-file.ts';
import { iterateFiles } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import { codeFolderName } from './export-code.ts';
import type { ExportRowsRequest } from './export-request.ts';
import { tiersWithCode } from './read-code.ts';

export interface ChosenExport {
  request: ExportRowsRequest;
  /** Folder for the source code that came with the bundles, where it was asked for. */
  codeTo: string | null;
}

/**
 * What a page's export is to be written as. A name that was given is kept, and `already-exists` when it is
 * taken; one that is made up here gets a number. For download it is one file: several bundles are zipped.
 * Throws `bad-request` for source code that there is no folder for, `not-tiered`.
 */
export function chooseExport(
  archive: Archive,
  { withCode = false, ...request }: Omit<ExportRequest, 'archive' | 'to'>,
  folder: string,
  isDownload: boolean,
): ChosenExport {
  const { name, format } = request;
  if (withCode) requirePlaceForCode(archive, format, isDownload);
  const { fileName, isFolder } = describeTarget(archive, request, isDownload);
  const wanted = name === null ? fileName : withExtension(name, fileName, isFolder);
  const to = name === null ? freePath(folder, wanted) : join(folder, requireFileName(wanted));
  const withOhlcv = format === 'bundles' && !isDownload;
  return {
    request: { ...request, name: null, to, overwrite: isDownload, withOhlcv },
    codeTo: withCode ? placeForCode(isFolder ? to : null, folder) : null,
  };
}

/** In the new folder of the bundles, or beside the one bundle. */
function placeForCode(bundles: string | null, folder: string): string {
  return bundles === null ? freePath(folder, codeFolderName) : join(bundles, codeFolderName);
}

function requirePlaceForCode(
  archive: Archive,
  format: ExportRequest['format'],
  isDownload: boolean,
): void {
  if (format !== 'bundles' || isDownload) {
    throw new ArchiveError('bad-request', 'source code goes with bundles into a folder');
  }
  tiersWithCode(archive);
}

function describeTarget(
  archive: Archive,
  request: Omit<ExportRequest, 'archive' | 'to'>,
  isDownload: boolean,
): { fileName: string; isFolder: boolean } {
  const { format, rows } = request;
  if (format !== 'bundles') {
    return { fileName: `${archive.name} ${rows}.${format}`, isFolder: false };
  }
  const { total, files } = iterateFiles(archive.index, request);
  if (total === 1) {
    for (const { path } of files) return { fileName: bundleName(path), isFolder: false };
  }
  if (isDownload) return { fileName: `${archive.name} bundles.zip`, isFolder: false };
  return { fileName: `${archive.name} bundles`, isFolder: true };
}

function bundleName(path: string): string {
  return /\.(iafbt|obtf)$/.test(path) ? basename(path) : `${basename(path)}.iafbt`;
}

/** The extension says what the file is: it is there whatever was typed. */
export function withExtension(name: string, fileName: string, isFolder: boolean): string {
  const extension = isFolder ? '' : fileName.slice(fileName.lastIndexOf('.'));
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}

export function requireFileName(name: string): string {
  const isPlain = name === basename(name) && !/[/\\\0]/.test(name) && name !== '.' && name !== '..';
  if (isPlain) return name;
  throw new ArchiveError('bad-request', `${JSON.stringify(name)} is not a name for a file`);
}

export function freePath(folder: string, name: string): string {
  let path = join(folder, name);
  for (let attempt = 1; existsSync(path); attempt++) path = join(folder, nameAfter(name, attempt));
  return path;
}
