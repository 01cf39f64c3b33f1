import { badContainers } from './bad-containers.ts';
import { badDocuments } from './bad-documents.ts';
import type { BadInput } from './bad-input-kind.ts';
import { badMessages } from './bad-messages.ts';

export interface BadInputGroup {
  title: string;
  inputs: BadInput[];
}

export const badInput: BadInputGroup[] = [
  { title: 'The container', inputs: badContainers },
  { title: 'The MessagePack value', inputs: badMessages },
  { title: 'The document', inputs: badDocuments },
];
