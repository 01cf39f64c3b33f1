import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions } from '#contract/host-operations.ts';
import { serveEngine } from './serve-engine.ts';

/** The entry of the engine's thread. */
if (parentPort === null) throw new Error('to be started as a worker thread');
serveEngine(parentPort, workerData as EngineOptions);
