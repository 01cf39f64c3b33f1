import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './node-binary.mjs';

/** Everything a built Strata needs to run, made where it is missing. Resolves to the Node to run it with. */
export async function makeReady() {
  await ensureDependencies();
  const node = await ensureNode();
  await ensureBuild(node);
  return node;
}
