import { expect, test, vi } from 'vitest';
import * as here from './index.ts';

/** The package as a browser loads it: without the built-in modules of Node. */
async function loadWithoutNode(): Promise<typeof here> {
  const { getBuiltinModule } = process;
  vi.resetModules();
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    return await import('./index.ts');
  } finally {
    Object.assign(process, { getBuiltinModule });
    vi.resetModules();
  }
}
const there = await loadWithoutNode();
const statement = { text: 'État 😀', list: [1, true] };

test('without Node there are only portable parts', () => {
  expect(there.nodeCrypto).toBeUndefined();
  expect(there.sha256).toBe(there.sha256Portable);
  expect(here.nodeCrypto).toBeDefined();
});

test('hashes, ids, commitments and roots are the same', () => {
  const bytes = here.utf8('some bytes');
  expect(there.sha256Hex(bytes)).toBe(here.sha256Hex(bytes));
  expect(there.statementId('act', statement)).toBe(here.statementId('act', statement));
  expect(there.commitment('field', 'a', 'b', 'c', 1)).toBe(here.commitment('field', 'a', 'b', 'c', 1));
  expect(there.sha256HexOfText(' é\n')).toBe(here.sha256Hex(here.utf8(' é\n')));
  expect(there.EMPTY_ROOT).toEqual(here.EMPTY_ROOT);
  const leaves = [...Array(9).keys()].map((i) => here.utf8(`${i}`));
  const root = (log: typeof here) => log.rootAt(log.treeReader(leaves.map(log.leafHash)), leaves.length);
  expect(root(there)).toEqual(root(here));
});

test('a signer without Node makes the same signatures, and verifies those of Node', async () => {
  const seed = new Uint8Array(32).fill(9);
  const [a, b] = [await here.ed25519Signer(seed), await there.ed25519Signer(seed)];
  const message = here.preimage('act', statement);
  const signature = await b.sign(message);
  expect(b.publicKey).toEqual(a.publicKey);
  expect(signature).toEqual(await a.sign(message));
  expect(await there.platformVerifiers.ed25519!(a.publicKey, message, await a.sign(message))).toBe(true);
  expect(await there.platformVerifiers.ed25519!(a.publicKey, here.utf8('other'), signature)).toBe(false);
});
