import { join } from 'node:path';
import { z } from 'zod';
import { readOrdinary } from '../durable/ordinary-file.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { layout } from './layout.ts';

/** What earlier collections saw. Lost, everything waits anew: nothing goes too early. */
export interface GarbageMarks {
  /** The latest time that any collection had, epoch ms: a clock set back is noticed. */
  lastTime: number;
  /** When each file was first seen without anything that refers to it, and ever since. */
  firstSeen: Record<string, number>;
}

const shape = z.object({ lastTime: z.number(), firstSeen: z.record(z.string(), z.number()) });

export async function readMarks(root: string): Promise<GarbageMarks> {
  const text = await readOrdinary(join(root, layout.marksFile), layout.marksFile).catch(() => '');
  try {
    return shape.parse(JSON.parse(text.toString()));
  } catch {
    return { lastTime: 0, firstSeen: {} };
  }
}

export async function saveMarks(root: string, marks: GarbageMarks): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(marks)}\n`);
  await writeFileAtomically(join(root, layout.marksFile), bytes, {
    overwrite: true,
    name: layout.marksFile,
  });
}
