import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A text is negotiated by the real command. Each test goes on where the one before ended. */
let bed: Bed;
const office = '--as secretariat-root';
const refused = async (line: readonly string[]) => {
  const ended = await bed.run([...line, '--json']);
  return [ended.code, ended.json<{ error: { code: string; rule?: string } }>().error];
};
interface Listed {
  readonly documents: readonly { readonly document: string }[];
}
let document: string;

beforeAll(async () => {
  bed = await makeServedBody();
  for (const state of ['alderia', 'brenmark']) await seatState(bed, state);
  await bed.write('draft.txt', '1. States should cooperate.\n\n2. States should report.\n');
  await bed.value('text convert draft.txt draft.json --symbol CRP.1');
  const file = ['--title', 'en=A draft', '--file', 'en=draft.json'];
  await bed.value(['documents', 'register', ...file, ...office.split(' ')]);
  document = (await bed.value<Listed>(`documents list ${office}`)).documents[0]!.document;
}, 120_000);
afterAll(() => bed.end());

test('only whoever presides opens a negotiation; the refusal names the rule', async () => {
  expect(await refused(['negotiation', 'open', document, '--as', 'alderia-root'])).toMatchObject([
    1,
    { code: 'record.refused-by-rule', rule: 'negotiation.chair-presides' },
  ]);
  const { out } = await bed.run(`negotiation list ${office}`);
  expect(out).toContain('No text is under negotiation.');
}, 60_000);

test('who could open it, and by which rule, is said before one tries', async () => {
  const { code, out } = await bed.run(`negotiation why ${document} --as alderia-root`);
  expect(code).toBe(0);
  expect(out).toMatch(/negotiation\.opened informals: refused by negotiation\.chair-presides:[\s\S]*chair/);
  expect(await refused(['negotiation', 'outcome', document, '--back'])).toMatchObject([
    1,
    { code: 'negotiation.negotiation-not-found' },
  ]);
}, 60_000);

test('the help teaches how to propose', async () => {
  const { out } = await bed.run('negotiation propose --help');
  expect(out).toMatch(/--find <words>[\s\S]*Examples:[\s\S]*comity negotiation propose A\/BODY/);
});
