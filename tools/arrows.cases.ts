/** One file of the small house that the tests build, with what it imports. */
export interface Case {
  rule: string;
  title: string;
  file: string;
  imports: string[];
}

const bites = (rule: string, title: string, file: string, ...imports: string[]): Case => ({
  rule,
  title,
  file,
  imports,
});

/** A path in the rooms of the server. */
export const room = (path: string) => `server/src/rooms/${path}`;

/** Imports that a rule must refuse: at least one for each rule. */
export const FORBIDDEN: Case[] = [
  bites('log-keeps-its-arrows', 'log imports no package', 'packages/log/src/a.ts', '@comity/acts'),
  bites('log-keeps-its-dependencies', 'log imports nothing from npm', 'packages/log/src/b.ts', 'zod'),
  bites(
    'acts-keeps-its-arrows',
    'acts does not import procedure',
    'packages/acts/src/a.ts',
    '@comity/procedure',
  ),
  bites('acts-keeps-its-dependencies', 'acts does not import openpgp', 'packages/acts/src/b.ts', 'openpgp'),
  bites('text-keeps-its-arrows', 'text does not know acts', 'packages/text/src/a.ts', '@comity/acts'),
  bites('text-keeps-its-dependencies', 'text does not import openpgp', 'packages/text/src/b.ts', 'openpgp'),
  bites(
    'procedure-keeps-its-arrows',
    'procedure does not import seal',
    'packages/procedure/src/a.ts',
    '@comity/seal',
  ),
  bites(
    'procedure-keeps-its-dependencies',
    'procedure does not import zod',
    'packages/procedure/src/b.ts',
    'zod',
  ),
  bites(
    'verify-keeps-its-arrows',
    'verify does not import the server',
    'packages/verify/src/a.ts',
    '@comity/server',
  ),
  bites(
    'verify-keeps-its-dependencies',
    'verify does not import openpgp',
    'packages/verify/src/b.ts',
    'openpgp',
  ),
  bites(
    'dossier-keeps-its-arrows',
    'dossier does not import seal',
    'packages/dossier/src/a.ts',
    '@comity/seal',
  ),
  bites(
    'dossier-keeps-its-dependencies',
    'dossier does not import openpgp',
    'packages/dossier/src/b.ts',
    'openpgp',
  ),
  bites(
    'seal-keeps-its-arrows',
    'seal does not import procedure',
    'packages/seal/src/a.ts',
    '@comity/procedure',
  ),
  bites('seal-keeps-its-dependencies', 'seal does not import fastify', 'packages/seal/src/b.ts', 'fastify'),
  bites('client-keeps-its-arrows', 'client decides nothing', 'packages/client/src/a.ts', '@comity/procedure'),
  bites('client-keeps-its-dependencies', 'client does not import zod', 'packages/client/src/b.ts', 'zod'),
  bites('packages-are-pure', 'a package reads no file', 'packages/acts/src/c.ts', 'node:fs'),
  bites(
    'packages-are-listed',
    'a new package has no arrow yet',
    'packages/ballot/src/index.ts',
    '@comity/log',
  ),
  bites(
    'packages-go-by-name',
    'a path into log is no name',
    'packages/acts/src/d.ts',
    '../../log/src/index.ts',
  ),
  bites(
    'packages-go-by-name',
    'nor is one from the server',
    'server/src/d.ts',
    '../../packages/log/src/index.ts',
  ),
  bites('tools-go-by-name', 'a tool goes by names', 'tools/a.ts', '../packages/log/src/index.ts'),
  bites('record-keeps-its-arrows', 'record knows no other room', room('record/a.ts'), '../people/index.ts'),
  bites(
    'people-keeps-its-arrows',
    'people does not know exchange',
    room('people/a.ts'),
    '../exchange/index.ts',
  ),
  bites(
    'documents-keeps-its-arrows',
    'documents does not know directory',
    room('documents/a.ts'),
    '../directory/index.ts',
  ),
  bites(
    'decisions-keeps-its-arrows',
    'decisions does not know exchange',
    room('decisions/a.ts'),
    '../exchange/index.ts',
  ),
  bites(
    'clearance-keeps-its-arrows',
    'clearance does not know decisions',
    room('clearance/a.ts'),
    '../decisions/index.ts',
  ),
  bites(
    'exercises-keeps-its-arrows',
    'exercises does not know documents',
    room('exercises/a.ts'),
    '../documents/index.ts',
  ),
  bites(
    'negotiation-keeps-its-arrows',
    'negotiation does not know exchange',
    room('negotiation/a.ts'),
    '../exchange/index.ts',
  ),
  bites(
    'directory-keeps-its-arrows',
    'directory does not know exchange',
    room('directory/a.ts'),
    '../exchange/index.ts',
  ),
  bites(
    'exchange-keeps-its-arrows',
    'exchange does not know documents',
    room('exchange/a.ts'),
    '../documents/index.ts',
  ),
  bites('rooms-are-listed', 'a new room has no arrow yet', room('desk/index.ts'), '../record/index.ts'),
  bites(
    'rooms-meet-through-index',
    'no room reads the store of another',
    room('people/b.ts'),
    '../record/store.ts',
  ),
  bites('rooms-meet-through-index', 'nor does its test', room('people/b.test.ts'), '../record/store.ts'),
  bites(
    'composition-meets-rooms-through-index',
    'the app reads no store',
    'server/src/app.ts',
    './rooms/people/store.ts',
  ),
  bites('rooms-stand-on-platform', 'a room does not know the app', room('people/c.ts'), '../../index.ts'),
  bites('schema-keeps-its-layer', 'a schema runs no action', room('people/schema.ts'), './actions.ts'),
  bites('rules-keeps-its-layer', 'a rule reads no store', room('people/rules.ts'), './store.ts'),
  bites('store-keeps-its-layer', 'a store runs no action', room('people/store-lists.ts'), './actions.ts'),
  bites('actions-keeps-its-layer', 'an action knows no route', room('people/actions/enrol.ts'), '../api.ts'),
  bites('api-keeps-its-layer', 'a route goes through actions', room('directory/api.ts'), './store.ts'),
  bites('jobs-keeps-its-layer', 'a job goes through actions', room('directory/jobs.ts'), './store.ts'),
  bites(
    'platform-knows-no-room',
    'platform knows no room',
    'server/src/platform/a.ts',
    '../rooms/people/index.ts',
  ),
  bites(
    'platform-knows-no-room',
    'platform does not know the app',
    'server/src/platform/b.ts',
    '../index.ts',
  ),
  bites('server-keeps-its-arrows', 'the server does not verify', 'server/src/a.ts', '@comity/verify'),
  bites('pg-stays-in-platform', 'a store does not open connections', room('record/store.ts'), 'pg'),
  bites(
    'app-comity-keeps-its-arrows',
    'the command imports no tool',
    'apps/comity/src/a.ts',
    '../../../tools/index.ts',
  ),
  bites('apps-are-listed', 'a new application has no arrow yet', 'apps/kiosk/src/index.ts', '@comity/client'),
  bites(
    'app-web-keeps-its-arrows',
    'the pages hold no rule',
    'apps/web/src/lib/rules.ts',
    '@comity/procedure',
  ),
  bites('no-cycles', 'two files do not import each other', 'packages/log/src/north.ts', './south.ts'),
  bites('nothing-is-missing', 'a file that is not there', 'packages/log/src/c.ts', './nowhere.ts'),
  bites(
    'nothing-is-missing',
    'a file that a package does not export',
    'packages/acts/src/e.ts',
    '@comity/log/src/index.ts',
  ),
  bites(
    'testing-stays-in-tests',
    'what ships uses nothing made for tests',
    'packages/acts/src/f.ts',
    './testing/index.ts',
  ),
  bites('testing-stays-in-tests', 'nor a test', 'server/src/f.ts', './ok.test.ts'),
  bites('dependencies-are-declared', 'a package nobody asked for', 'server/src/b.ts', 'undeclared'),
];

/** Every arrow of the house in one file each: none of them may be refused. */
export const ALLOWED: [file: string, ...imports: string[]][] = [
  ['packages/acts/src/ok.ts', '@comity/log', 'zod'],
  ['packages/text/src/ok.ts', '@comity/log', 'diff', 'saxes', 'zod'],
  ['packages/procedure/src/ok.ts', '@comity/acts', '@comity/text', '@comity/log'],
  ['packages/verify/src/ok.ts', '@comity/procedure', '@comity/acts', '@comity/log'],
  ['packages/dossier/src/ok.ts', '@comity/verify', '@comity/procedure', '@comity/acts', '@comity/log', 'zod'],
  ['packages/seal/src/ok.ts', '@comity/acts', '@comity/log', 'openpgp', 'age-encryption'],
  ['packages/client/src/ok.ts', 'openapi-fetch'],
  ['packages/acts/src/testing/index.ts', 'node:crypto', '../index.ts'],
  ['packages/acts/src/ok.test.ts', './testing/index.ts'],
  ['packages/log/src/ok.test.ts', 'node:fs', 'vitest', './index.ts'],
  [
    'server/src/ok.ts',
    './platform/index.ts',
    './rooms/exchange/index.ts',
    'fastify',
    '@comity/seal',
    '@comity/dossier',
    '@comity/text',
    'node:fs',
  ],
  ['server/src/ok.test.ts', './platform/index.ts', '@comity/verify'],
  ['server/src/platform/ok.ts', 'pg', '@comity/log'],
  [room('exchange/ok.ts'), '../directory/index.ts', '../people/index.ts', '../record/index.ts'],
  [room('exercises/ok.ts'), '../exchange/index.ts', '../people/index.ts', '../record/index.ts'],
  [room('documents/ok.ts'), '../people/index.ts', '../record/index.ts', '../../platform/index.ts'],
  [room('exchange/actions.ts'), './rules.ts', './store.ts', '../../platform/index.ts', '@comity/acts'],
  [room('exchange/store.ts'), '../../platform/index.ts', './rules.ts'],
  [room('exchange/api.ts'), './actions.ts', './schema.ts'],
  [room('exchange/jobs.ts'), './actions.ts'],
  [room('exchange/ok.test.ts'), '../../index.ts', '../documents/index.ts', './store.ts'],
  [
    'apps/comity/src/ok.ts',
    '@comity/server',
    '@comity/client',
    '@comity/verify',
    '@comity/dossier',
    '@comity/seal',
    'commander',
  ],
  ['bench/ok.ts', '@comity/log', '@comity/server', 'node:http'],
];
