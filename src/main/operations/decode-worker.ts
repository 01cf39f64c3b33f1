import { parentPort, workerData } from 'node:worker_threads';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import { declaredPayloadBytes } from './declared-payload.ts';
import { serveDecoding } from './serve-decoding.ts';

/** The entry of a decoding thread. */
if (parentPort === null) throw new Error('to be started as a worker thread');
serveDecoding(parentPort, workerData, { readBundleRecord, declaredPayloadBytes });
