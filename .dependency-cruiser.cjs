// Each layer may import itself and the layers listed; everything else is an error.
const layers = {
  'src/contract': [],
  'src/drawing': [],
  'src/main/formats': [],
  'src/main/store': ['src/main/formats'],
  'src/main/operations': ['src/main/store', 'src/main/formats'],
  'src/main/faces': ['src/main/operations'],
  'src/preload': [],
  'src/renderer': [],
};
const shared = ['src/contract', 'src/drawing'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'electron-only-in-its-face',
      severity: 'error',
      from: { pathNot: '^src/(main/faces/electron|preload)/' },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.test\\.tsx?$', '^src/testing/'] },
      to: { path: ['\\.test\\.tsx?$', '^src/testing/'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    ...Object.entries(layers).map(([layer, below]) => ({
      name: `from ${layer}`,
      severity: 'error',
      from: { path: `^${layer}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: [layer, ...below, ...shared].map((allowed) => `^${allowed}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
