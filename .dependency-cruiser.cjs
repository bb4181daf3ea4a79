/**
 * The arrows of the house: `A → B` means A imports B. What is not listed here is forbidden,
 * so a new package, application or room adds itself with a reason. `tools/arrows.test.ts` proves that each rule bites.
 */

/** Pure packages: the workspace packages and the npm packages that each may import. */
const PACKAGES = {
  log: { packages: [], npm: [] },
  acts: { packages: ['log'], npm: ['zod'] },
  text: { packages: ['log'], npm: ['diff', 'fflate', 'markdown-it', 'saxes', 'zod'] },
  procedure: { packages: ['acts', 'text', 'log'], npm: [] },
  verify: { packages: ['procedure', 'acts', 'log'], npm: [] },
  dossier: { packages: ['verify', 'procedure', 'acts', 'log'], npm: ['zod'] },
  feeds: { packages: ['text', 'log'], npm: ['@noble/hashes'] },
  seal: {
    packages: ['acts', 'feeds', 'log'],
    npm: ['@noble/hashes', 'age-encryption', 'openpgp', 'shamir-secret-sharing', 'zod'],
  },
  client: { packages: ['acts', 'log', 'seal'], npm: ['openapi-fetch'] },
};

/** Rooms of the server: the rooms that each may import, through their index.ts. */
const ROOMS = {
  record: [],
  people: ['record'],
  documents: ['people', 'record'],
  decisions: ['documents', 'people', 'record'],
  negotiation: ['decisions', 'documents', 'people', 'record'],
  directory: ['people', 'record'],
  exchange: ['directory', 'people', 'record'],
  clearance: ['people', 'record'],
  asides: ['record'],
  exercises: ['asides', 'exchange', 'people', 'record'],
  consultations: ['asides', 'negotiation', 'decisions', 'directory', 'people', 'record'],
  custody: ['exchange', 'directory', 'people', 'record'],
};

const SERVER_PACKAGES = ['log', 'acts', 'text', 'procedure', 'seal', 'dossier'];

/** Applications: the parts of the workspace that each may import. */
const APPS = {
  comity: [
    'server',
    'apps/web',
    'packages/client',
    'packages/verify',
    'packages/dossier',
    'packages/seal',
    'packages/feeds',
    'packages/acts',
    'packages/text',
    'packages/log',
    'packages/procedure',
  ],
  web: [
    'packages/client',
    'packages/acts',
    'packages/text',
    'packages/log',
    'packages/seal',
    'packages/feeds',
    'packages/dossier',
  ],
};

/** Files of a room, and the files of the same room that each must not import. */
const LAYERS = {
  schema: ['store', 'actions', 'api', 'jobs'],
  rules: ['store', 'actions', 'api', 'jobs'],
  store: ['actions', 'api', 'jobs'],
  actions: ['api', 'jobs'],
  api: ['store', 'jobs'],
  jobs: ['store', 'api'],
};

/** Tests, and what only tests use: `testing.ts` or a folder `testing/`. */
const TEST = '([.]test[.]ts$|/testing([.]ts$|/)|^apps/web/test/)';
const NODE_MODULES = '(^|/)node_modules/';
const WORKSPACE = '^(packages/[^/]+|server|apps/[^/]+)/';
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const anyOf = (names) => `(?:${names.join('|')})`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Everything of the workspace outside of `own` and `allowed`; npm packages are other rules' business. */
const workspaceExcept = (own, allowed) => ({
  path: '^(packages|server|apps|tools|bench)/',
  pathNot: [NODE_MODULES, `^${own}/`, ...allowed.map((part) => `^${part}/`)],
});

const packageArrows = Object.entries(PACKAGES).flatMap(([name, allowed]) => [
  rule(
    `${name}-keeps-its-arrows`,
    `${name} → ${allowed.packages.join(', ') || 'no package'}`,
    { path: `^packages/${name}/` },
    workspaceExcept(
      `packages/${name}`,
      allowed.packages.map((part) => `packages/${part}`),
    ),
  ),
  rule(
    `${name}-keeps-its-dependencies`,
    `${name} → ${allowed.npm.join(', ') || 'nothing from npm'}`,
    { path: `^packages/${name}/`, pathNot: TEST },
    {
      dependencyTypes: NPM,
      ...(allowed.npm.length > 0 ? { pathNot: `${NODE_MODULES}${anyOf(allowed.npm)}/` } : {}),
    },
  ),
]);

const packages = [
  ...packageArrows,
  rule(
    'packages-are-pure',
    'packages run in Node and in the browser: no module of Node',
    { path: '^packages/', pathNot: TEST },
    // `typeof import('node:crypto')` names a shape and loads nothing: hashing asks the runtime for it.
    { dependencyTypes: ['core'], dependencyTypesNot: ['type-import'] },
  ),
  rule(
    'packages-are-listed',
    'a package that this file does not list may import nothing of the workspace',
    { path: `^(packages/(?!${anyOf(Object.keys(PACKAGES))}/)[^/]+)/` },
    workspaceExcept('$1', []),
  ),
];

const roomArrows = Object.entries(ROOMS).map(([name, allowed]) =>
  rule(
    `${name}-keeps-its-arrows`,
    `${name} → ${allowed.join(', ') || 'no room'}`,
    { path: `^server/src/rooms/${name}/`, pathNot: TEST },
    {
      path: '^server/src/rooms/',
      pathNot: [name, ...allowed].map((room) => `^server/src/rooms/${room}/`),
    },
  ),
);

const rooms = [
  ...roomArrows,
  rule(
    'rooms-are-listed',
    'a room that this file does not list may import no other room',
    { path: `^server/src/rooms/((?!${anyOf(Object.keys(ROOMS))}/)[^/]+)/` },
    { path: '^server/src/rooms/', pathNot: '^server/src/rooms/$1/' },
  ),
  rule(
    'rooms-meet-through-index',
    'a room is imported through its index.ts only',
    { path: '^server/src/rooms/([^/]+)/' },
    { path: '^server/src/rooms/', pathNot: ['^server/src/rooms/$1/', '^server/src/rooms/[^/]+/index[.]ts$'] },
  ),
  rule(
    'composition-meets-rooms-through-index',
    'what composes the server knows a room by its index.ts only',
    { path: '^server/src/(?!rooms/)' },
    { path: '^server/src/rooms/', pathNot: '^server/src/rooms/[^/]+/index[.]ts$' },
  ),
  rule(
    'rooms-stand-on-platform',
    'of the server, a room imports rooms and platform: the composition imports the rooms',
    { path: '^server/src/rooms/', pathNot: TEST },
    { path: '^server/src/', pathNot: '^server/src/(rooms|platform)/' },
  ),
];

/** `store.ts`, `store-people.ts` and `store/people.ts` are one layer. */
const inRoom = (room, file) => `^server/src/rooms/${room}/${file}[./-]`;

const layers = Object.entries(LAYERS).map(([file, forbidden]) =>
  rule(
    `${file}-keeps-its-layer`,
    'inside a room: api | jobs → actions → rules + store → packages',
    { path: inRoom('([^/]+)', file), pathNot: TEST },
    { path: inRoom('$1', anyOf(forbidden)) },
  ),
);

const server = [
  rule(
    'platform-knows-no-room',
    'platform imports no room and no composition',
    { path: '^server/src/platform/' },
    { path: '^server/src/', pathNot: '^server/src/platform/' },
  ),
  rule(
    'server-keeps-its-arrows',
    `server → ${SERVER_PACKAGES.join(', ')}`,
    { path: '^server/', pathNot: TEST },
    workspaceExcept(
      'server',
      SERVER_PACKAGES.map((part) => `packages/${part}`),
    ),
  ),
  rule(
    'pg-stays-in-platform',
    'the driver of the database is imported by platform only',
    { path: '^(packages|server|apps)/', pathNot: '^server/src/platform/' },
    { path: `${NODE_MODULES}pg/` },
  ),
];

const apps = [
  ...Object.entries(APPS).map(([name, allowed]) =>
    rule(
      `app-${name}-keeps-its-arrows`,
      `apps/${name} → ${allowed.join(', ')}`,
      { path: `^apps/${name}/` },
      workspaceExcept(`apps/${name}`, allowed),
    ),
  ),
  rule(
    'apps-are-listed',
    'an application that this file does not list may import nothing of the workspace',
    { path: `^(apps/(?!${anyOf(Object.keys(APPS))}/)[^/]+)/` },
    workspaceExcept('$1', []),
  ),
];

const everywhere = [
  rule('no-cycles', 'nothing imports itself, by whatever detour', {}, { circular: true }),
  rule('nothing-is-missing', 'every import resolves', {}, { couldNotResolve: true }),
  rule(
    'dependencies-are-declared',
    'what is imported stands in a package.json',
    { path: '^(packages|server|apps|tools|bench)/' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  rule(
    'testing-stays-in-tests',
    'what serves tests is imported by tests only',
    { path: '^(packages|server|apps)/', pathNot: TEST },
    { path: `^(packages|server|apps)/.*${TEST}` },
  ),
  rule(
    'packages-go-by-name',
    'another package is imported by its name, never by a path into its sources',
    { path: WORKSPACE },
    { path: WORKSPACE, pathNot: [NODE_MODULES, '^$1/'], dependencyTypesNot: ['aliased-workspace'] },
  ),
  rule(
    'tools-go-by-name',
    'tools import packages by their names; benchmarks measure what lies inside, so they may reach for it',
    { path: '^tools/' },
    { path: WORKSPACE, pathNot: NODE_MODULES, dependencyTypesNot: ['aliased-workspace'] },
  ),
];

module.exports = {
  forbidden: [...packages, ...rooms, ...layers, ...server, ...apps, ...everywhere],
  options: {
    doNotFollow: { path: NODE_MODULES },
    // What a build makes, and the modules that SvelteKit makes up.
    exclude: { path: '(/dist/|^apps/web/(build|[.]svelte-kit)/|/[$]types$|^[$]app/)' },
    // Types are arrows too: a package that borrows a type cannot be published without its owner.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
