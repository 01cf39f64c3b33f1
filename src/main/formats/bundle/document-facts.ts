import type { BundleRecord, SqlValue } from './bundle-record.ts';
import type { Universe } from './read-universe.ts';

/** What a document says apart from its runs, whatever its version. */
export interface DocumentFacts {
  algorithmId: string | null;
  anchorAlgorithmId: string | null;
  tag: string | null;
  engineType: string | null;
  riskFreeRate: SqlValue;
  frameworkVersion: string | null;
  parametersJson: string | null;
  parameters: BundleRecord['parameters'];
  strategyIdsJson: string | null;
  strategyIds: string[];
  studyNames: string[];
  studies: StudyFacts[];
  summary: SqlValue[] | null;
  /** All that the document names, for runs that point to one by key. */
  universes: Universe[];
  ohlcv: BundleRecord['ohlcv'];
  /** Where the `blobs` map stands in the payload; null when there is none, or nothing in it. */
  blobsAt: number | null;
}

/** What a study says of itself; documents without studies count as one. */
export interface StudyFacts {
  name: string;
  description: string | null;
  sampleType: string | null;
  windowPart: string | null;
  initialCapital: SqlValue;
  riskFreeRate: SqlValue;
  universe: Universe | null;
  /** Vector before event. */
  engines: EngineFacts[];
}

export interface EngineFacts {
  slot: RunSlot;
  summary: SqlValue[] | null;
  byUniverse: { key: string; summary: SqlValue[] | null }[];
  /** Monte-Carlo and permutation tests. */
  tests: number;
}

/** Where a run belongs. Runs of one slot follow each other in the document. */
export interface RunSlot {
  studyName: string;
  sampleType: string | null;
  /** vector or event; null when the document does not say. */
  engine: string | null;
  /** Of the study: for runs that name none themselves. */
  universe: Universe | null;
  /** Where each run stands in the payload. */
  runsAt: number[];
}

/** A document that has been walked; slots are in the order in which runs are counted. */
export interface WalkedDocument {
  facts: DocumentFacts;
  slots: RunSlot[];
}

/** Called at each run; must move the cursor behind it. */
export type RunVisitor = (slot: RunSlot) => void;

export function noFacts(): DocumentFacts {
  return {
    algorithmId: null,
    anchorAlgorithmId: null,
    tag: null,
    engineType: null,
    riskFreeRate: null,
    frameworkVersion: null,
    parametersJson: null,
    parameters: [],
    strategyIdsJson: null,
    strategyIds: [],
    studyNames: [],
    studies: [],
    summary: null,
    universes: [],
    ohlcv: null,
    blobsAt: null,
  };
}
