/**
 * How deep maps and arrays may lie in each other. The framework's own packer stops at 511, so no file it
 * wrote is refused; a walk keeps its place in a fixed table, so depth never costs stack.
 */
export const maxDepth = 512;

/** Values one exact decode may build, about 70 times those of a large real bundle (268,000 in 3 MB). */
export const maxNodes = 20_000_000;
