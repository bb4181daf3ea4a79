import { findCatalogueFlaws } from './catalogues.ts';
import { findFlaws } from './source-rules.ts';

/** One step of `npm run check`: a command of this workspace, or a search that lists what is wrong. */
export type Step =
  | { name: string; command: readonly string[] }
  | { name: string; find: () => Promise<string[]> };

/**
 * What `npm run check` runs, in this order. A command is a JavaScript or TypeScript file with its arguments,
 * run by the Node that runs the check: no shell, the same on every platform.
 */
export const STEPS: readonly Step[] = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  {
    name: 'lint and format',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off'],
  },
  {
    name: 'arrows',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config=.dependency-cruiser.cjs',
      '--output-type=err',
      'packages',
      'server',
      'apps',
      'tools',
      'bench',
    ],
  },
  { name: 'tests are all on', find: () => findFlaws('tests') },
  { name: 'packages are pure', find: () => findFlaws('packages') },
  { name: 'statements stay in stores', find: () => findFlaws('rooms') },
  { name: 'the API as described', command: ['server/src/openapi.ts', '--check'] },
  { name: 'the client as generated', command: ['tools/client.ts', '--check'] },
  { name: 'vectors', command: ['tools/vectors.ts', '--check'] },
  { name: 'tables of the specification', command: ['tools/spec-acts.ts', '--check'] },
  { name: 'types of the pages', command: ['tools/pages.ts'] },
  { name: 'catalogues', find: () => findCatalogueFlaws() },
];
