/** Checks the types of the pages: SvelteKit's own come first, then every component. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../apps/web/', import.meta.url));
const bin = (name: string) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));

for (const args of [
  [bin('@sveltejs/kit/svelte-kit.js'), 'sync'],
  [
    bin('svelte-check/bin/svelte-check'),
    '--tsconfig',
    './tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human',
  ],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: web, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
