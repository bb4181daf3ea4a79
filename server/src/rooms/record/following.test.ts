import {
  certificate,
  certificateHash,
  fieldCommitment,
  leafCommitment,
  newId,
  parseOpening,
  parseWith,
} from '@comity/acts';
import { getBlob, send } from '@comity/client';
import { parseCanonical, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  does,
  opens,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
let sent: Sent;
let clerk: Awaited<ReturnType<typeof opens>>;
beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  const registration = {
    document: newId('doc'),
    titles: { en: 'One' },
    source: 'archive' as const,
    files: {},
  };
  await does(body, clerk.hand, 'documents.registered', registration);
  sent = await sends(body, alpha, [bravo]);
  await sends(body, bravo, [carla]);
  await body.publish();
});
afterAll(() => body.stop());

interface Openings {
  to: number;
  openings: { index: number; salt: string; act: object; sig: object }[];
  fields: { index: number; opened: string }[];
}
const openingsOf = async (state: TestState, query = ''): Promise<Openings> =>
  (await (await send(state.reader, `/api/openings${query}`)).json()) as Openings;

test('a State reads what opens the entries of its exchange, and of no other, and each opens its entry', async () => {
  const entries = new Map(
    (
      await body.record.database.read.rows<{ index: number; leaf: Uint8Array }>(
        'test.leaves',
        'select index, leaf from entry',
      )
    ).map((e) => [e.index, JSON.parse(Buffer.from(e.leaf).toString()) as { commitment?: string }]),
  );
  const counts: Record<string, number> = {};
  for (const state of [alpha, bravo, carla]) {
    const { openings, fields, to } = await openingsOf(state);
    expect(to).toBe(entries.size);
    counts[state.id] = openings.length;
    for (const { index, ...opening } of openings)
      expect(leafCommitment(parseOpening(opening))).toBe(entries.get(index)?.commitment);
    for (const { index, opened } of fields) {
      const leaf = JSON.stringify([entries.get(index), ...openings]);
      expect(leaf).toContain(fieldCommitment(parseCanonical(utf8(opened)) as never));
    }
    const own = fields.map((f) => f.opened).join();
    expect(own).toContain(`Duty of ${state.id}`);
    expect(own.match(/Duty of/g)).toHaveLength(1);
  }
  expect(counts).toEqual({ alpha: 1, bravo: 2, carla: 1 });
});

test('pages of openings join without a gap', async () => {
  const whole = await openingsOf(bravo);
  const first = await openingsOf(bravo, '?limit=1');
  const rest = await openingsOf(bravo, `?from=${first.to}`);
  expect(first.openings).toHaveLength(1);
  expect([...first.openings, ...rest.openings]).toEqual(whole.openings);
  expect([...first.fields, ...rest.fields].map((f) => f.opened).sort()).toEqual(
    whole.fields.map((f) => f.opened).sort(),
  );
});

test('the certificate of a public act is everybody’s; that of a message only the parties read', async () => {
  const read = async (connection: typeof body.public, hash: string) =>
    new Uint8Array(await (await send(connection, `/api/certificates/${hash}`)).arrayBuffer());
  const hash = clerk.hand.session!;
  const bytes = await read(body.public, hash);
  expect(sha256Hex(bytes)).toBe(hash);
  expect(certificateHash(parseWith(certificate, parseCanonical(bytes), 'It'))).toBe(hash);
  const private_ = alpha.session.session!;
  expect(sha256Hex(await read(bravo.reader, private_))).toBe(private_);
  for (const stranger of [body.public, carla.reader])
    await expect(read(stranger, private_)).rejects.toMatchObject({ code: 'record.blob-not-found' });
  expect(await getBlob(bravo.reader, sent.sealed.sha256)).toEqual(sent.sealed.ciphertext);
});
