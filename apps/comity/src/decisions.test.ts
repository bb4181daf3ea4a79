import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A silence procedure by the real command. Each test goes on where the one before ended. */
let bed: Bed;
let procedure: string;

interface Shown {
  readonly phase: string;
  readonly objections: { readonly id: string; readonly participant?: string; readonly ended?: object }[];
  readonly inForce: Readonly<Record<string, string>>;
}
const office = '--as secretariat-root';
const status = (as = office) => bed.value<Shown>(`decisions status ${procedure} ${as}`);
const refused = async (line: string) => {
  const ended = await bed.run(`${line} --json`);
  return [ended.code, ended.json<{ error: { code: string; rule?: string } }>().error];
};

beforeAll(async () => {
  bed = await makeServedBody();
  for (const state of ['alderia', 'brenmark']) await seatState(bed, state);
  await bed.write('a.txt', 'The exercise is held again.\n');
  await bed.value([
    'documents',
    'register',
    '--title',
    'en=A mandate',
    '--file',
    'en=a.txt',
    ...office.split(' '),
  ]);
}, 120_000);
afterAll(() => bed.end());

const DAY = 86_400_000;

test('the secretariat opens it with a deadline that the rules take, and everybody sees what is pending', async () => {
  const { documents } = await bed.value<{ documents: { versions: { sha256: string }[] }[] }>(
    `documents list ${office}`,
  );
  const terms = (days: number) => ({
    ...{ kind: 'silence', layer: 'plenary', disclosure: 'state' },
    subject: { kind: 'mandate', sha256: documents[0]!.versions[0]!.sha256 },
    deadline: new Date(Math.floor(Date.now() / DAY + days) * DAY + 15 * 3_600_000).toISOString(),
  });
  await bed.write('soon.json', JSON.stringify(terms(1)));
  expect(await refused(`decisions open soon.json ${office}`)).toMatchObject([
    1,
    { code: 'record.refused-by-rule', rule: expect.stringMatching(/^decisions\./) },
  ]);
  // Holidays stand in the rules: the first day that they take.
  for (let days = 5; !procedure && days < 20; days++) {
    await bed.write('silence.json', JSON.stringify(terms(days)));
    const opened = await bed.run(`decisions open silence.json ${office} --json`);
    if (opened.code === 0) procedure = opened.json<{ procedure: string }>().procedure;
  }
  expect(await status()).toMatchObject({ phase: 'open', objections: [], inForce: {} });
  const { out } = await bed.run(`decisions status ${office}`);
  expect(out).toContain(procedure);
  await bed.write('broken.json', '{');
  expect(await refused(`decisions open broken.json ${office}`)).toMatchObject([
    1,
    { code: 'comity.not-json' },
  ]);
}, 60_000);

test('a State states its position; a later one supersedes it, none is overwritten', async () => {
  await bed.value(`decisions position ${procedure} instructions-pending --as alderia-root`);
  await bed.value(`decisions position ${procedure} support --as alderia-root`);
  expect((await status()).inForce).toEqual({ alderia: 'support' });
  const { entries } = await bed.value<{ entries: { type: string }[] }>(
    `record list --stream procedure/${procedure} ${office}`,
  );
  expect(entries.filter(({ type }) => type === 'decisions.position-stated')).toHaveLength(2);
}, 60_000);

test('one objection breaks it; only its State withdraws it', async () => {
  await bed.value(['decisions', 'object', procedure, '--reason', 'Too soon', '--as', 'brenmark-root']);
  const shown = await status();
  expect(shown).toMatchObject({ phase: 'broken', objections: [{ participant: 'brenmark' }] });
  const [objection] = shown.objections;
  expect(await refused(`decisions withdraw ${procedure} ${objection!.id} --as alderia-root`)).toMatchObject([
    1,
    { code: 'record.refused-by-rule', rule: 'decisions.own-objection' },
  ]);
  await bed.value(`decisions withdraw ${procedure} ${objection!.id} --as brenmark-root`);
  expect((await status()).objections[0]!.ended).toBeDefined();
}, 60_000);

test('why says before one tries what is not allowed, by which rule, and what would make it allowed', async () => {
  const { out } = await bed.run(`decisions why ${procedure} --as alderia-root`);
  expect(out).toMatch(/decisions\.closed adopted: refused by decisions\.\S+: \S/);
  expect(out).toMatch(/decisions\.position-stated: allowed by decisions\./);
  expect(await refused(`decisions gavel ${procedure} --as alderia-root`)).toMatchObject([
    1,
    { code: 'record.refused-by-rule' },
  ]);
  expect(await refused(`decisions gavel ${procedure} --outcome nonsense --as alderia-root`)).toMatchObject([
    1,
    { code: 'comity.no-such-outcome' },
  ]);
}, 60_000);
