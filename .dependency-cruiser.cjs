/**
 * The arrows of the house: an import that is not listed here fails test/house/imports.test.ts.
 * `types` = only `import type` may cross.
 */
const rooms = [
  {
    name: 'scenarios',
    from: '^scenarios/',
    to: ['^scenarios/'],
    types: ['^vendors/contract/', '^mock-whatsapp/contract/'],
  },
  { name: 'mock-whatsapp', from: '^mock-whatsapp/', to: ['^mock-whatsapp/', '^package-root\\.ts$'] },
  { name: 'sut', from: '^sut/', to: ['^sut/', '^package-root\\.ts$'] },
  { name: 'vendors-contract', from: '^vendors/contract/', to: ['^vendors/contract/'] },
  {
    name: 'vendors-kit',
    from: '^vendors/kit/',
    to: ['^vendors/kit/', '^vendors/contract/', '^package-root\\.ts$'],
  },
  {
    name: 'vendors',
    from: '^vendors/(?!contract/|kit/)([^/]+)/',
    to: ['^vendors/$1/', '^vendors/kit/', '^vendors/contract/', '^package-root\\.ts$'],
  },
  {
    name: 'harness-schema',
    from: '^harness/schema/',
    to: ['^harness/schema/', '^package-root\\.ts$'],
    types: ['^mock-whatsapp/contract/', '^vendors/contract/'],
  },
  { name: 'harness-stats', from: '^harness/stats/', to: ['^harness/stats/'] },
  {
    name: 'harness-record',
    from: '^harness/record/',
    to: ['^harness/record/', '^harness/schema/', '^harness/stats/', '^package-root\\.ts$'],
    types: ['^mock-whatsapp/contract/', '^vendors/contract/'],
  },
  {
    name: 'harness-check',
    from: '^harness/check/',
    to: ['^harness/check/', '^harness/schema/', '^harness/stats/', '^harness/record/', '^package-root\\.ts$'],
    types: ['^mock-whatsapp/contract/', '^vendors/contract/'],
  },
  {
    name: 'harness-drive',
    from: '^harness/drive/',
    to: [
      '^harness/drive/',
      '^harness/schema/',
      '^harness/stats/',
      '^harness/record/',
      '^vendors/contract/',
      '^vendors/kit/',
      '^package-root\\.ts$',
    ],
    types: ['^mock-whatsapp/contract/'],
  },
  { name: 'reports', from: '^reports/', to: ['^reports/', '^harness/schema/', '^package-root\\.ts$'] },
];

/** Everything of ours; node built-ins and packages are free. */
const ours = '^(scenarios|mock-whatsapp|sut|vendors|harness|reports|scripts|test)/|^package-root\\.ts$';

module.exports = {
  forbidden: [
    ...rooms.flatMap((room) => {
      const value = {
        name: `${room.name}-arrows`,
        severity: 'error',
        from: { path: room.from },
        to: { path: ours, pathNot: [...room.to, ...(room.types ?? [])] },
      };
      if (!room.types) return [value];
      const typeOnly = {
        name: `${room.name}-type-only`,
        severity: 'error',
        from: { path: room.from },
        to: { path: room.types, pathNot: room.to, dependencyTypesNot: ['type-only'] },
      };
      return [value, typeOnly];
    }),
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test|scripts)/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|\\.build|reports/out)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
