#!/usr/bin/env node
// The same program: called by this name it shows by itself what the reference's own command line shows.
import { launch } from './launch.mjs';

await launch();
