import { newId } from '@comity/acts';
import { putBlob } from '@comity/client';
import {
  contentOf,
  decodeEntries,
  fromHex,
  parseProof,
  platformVerifiers,
  readArchive,
  sha256Hex,
  utf8,
  verifyProof,
} from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledges,
  adds,
  bundleFor,
  does,
  opens,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
let sent: Sent;
let acknowledged: Awaited<ReturnType<typeof acknowledges>>;
const bundles = new Map<string, Uint8Array>();

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  const registrar = await opens(body, clerk);
  const text = utf8('A public document');
  await putBlob(registrar.connection, sha256Hex(text), text);
  await does(body, registrar.hand, 'documents.registered', {
    document: newId('doc'),
    titles: { en: 'A public document' },
    source: 'archive',
    files: { en: { sha256: sha256Hex(text), size: text.length, media: 'text/plain' } },
  });
  const attachments = [{ name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') }];
  sent = await sends(body, alpha, [bravo], { attachments });
  acknowledged = await acknowledges(body, bravo, sent);
  await sends(body, bravo, [alpha], { thread: sent.thread });
  await putBlob(alpha.reader, sha256Hex(utf8('never named')), utf8('never named'));
  bundles.set('public', await bundleFor(body, body.public));
  for (const s of [alpha, bravo, carla]) bundles.set(s.id, await bundleFor(body, s.reader));
});
afterAll(() => body.stop());

async function filesOf(bundle: Uint8Array): Promise<Map<string, Uint8Array>> {
  async function* source() {
    yield bundle;
  }
  const files = new Map<string, Uint8Array>();
  for await (const file of readArchive(source())) files.set(file.name, await contentOf(file, 50_000_000));
  return files;
}
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const holds = (who: string, what: Uint8Array | string) =>
  Buffer.from(bundles.get(who)!).includes(typeof what === 'string' ? what : Buffer.from(what));

/** What belongs to the exchange between alpha and bravo, and to nobody else. */
const secrets = (): Record<string, Uint8Array | string> => ({
  'the ciphertext': sent.sealed.ciphertext,
  'its hash': sha256Hex(sent.sealed.ciphertext),
  'the sealed attachment': sent.sealed.attachments[0]!.ciphertext,
  'the id of the message': sent.message,
  'the id of the thread': sent.thread,
  'the session of the sender': alpha.session.session!,
  'the session of the reader': bravo.session.session!,
  'the act that sent it': `"type":"exchange.sent"`,
  'the acknowledgement': `"type":"exchange.acknowledged"`,
});

describe('the bundle', () => {
  test.each(['public', 'alpha', 'bravo', 'carla'])('for %s verifies', async (who) => {
    const report = await verifies(body, bundles.get(who)!);
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ verdict: 'verified', trust: 'given', audience: who });
  });

  test.each(['alpha', 'bravo'])('for a party, %s, opens the messages and proves them', async (who) => {
    const report = await verifies(body, bundles.get(who)!);
    expect(report.counts).toMatchObject({ 'exchange.sent': 2, 'exchange.acknowledged': 1 });
    expect(report.notProvable.map((n) => n.what)).not.toContain('restricted-entries');
    for (const [name, bytes] of Object.entries(secrets())) expect(holds(who, bytes), name).toBe(true);
  });

  test.each(['public', 'carla'])('for %s holds nothing of the exchange of others', async (who) => {
    const report = await verifies(body, bundles.get(who)!);
    expect(report.notProvable).toContainEqual(
      expect.objectContaining({ what: 'restricted-entries', count: 3 }),
    );
    for (const [name, bytes] of Object.entries(secrets())) expect(holds(who, bytes), name).toBe(false);
    const files = await filesOf(bundles.get(who)!);
    const certificates = decodeEntries(files.get('certificates')!).map((b) => JSON.parse(latin(b)));
    expect(certificates.map((c) => c.statement.participant)).toEqual(['secretariat']);
  });

  test('for everybody comes to the same outcome', async () => {
    const reports = await Promise.all([...bundles.values()].map((b) => verifies(body, b)));
    expect(new Set(reports.map((r) => r.outcome)).size).toBe(1);
    expect(new Set(reports.map((r) => r.root)).size).toBe(1);
  });

  test('opens fields to those whom the State named, and to nobody in public', async () => {
    const files = new Map(
      await Promise.all([...bundles].map(async ([who, b]) => [who, await filesOf(b)] as const)),
    );
    const opened = (who: string) => latin(files.get(who)!.get('openings')!);
    expect(files.get('public')!.get('openings')).toHaveLength(0);
    for (const who of ['alpha', 'bravo', 'carla']) {
      expect(opened(who)).toContain(`${alpha.contact.slice(4, 12)}@cert.example`);
      expect(opened(who).includes('Duty of alpha')).toBe(who === 'alpha');
      expect(opened(who).includes('Duty of bravo')).toBe(who === 'bravo');
    }
  });

  test('holds the files that entries name, once, and none that nobody named', async () => {
    for (const [who, bundle] of bundles) {
      const names = [...(await filesOf(bundle)).keys()];
      expect(names.slice(0, 4)).toEqual(['MANIFEST', 'checkpoint', 'entries', 'certificates']);
      expect(names.at(-1)).toBe('openings');
      const blobs = names.filter((n) => n.startsWith('blobs/'));
      expect(blobs).toEqual([...new Set(blobs)].sort());
      expect(blobs).toContain(`blobs/${sha256Hex(utf8('A public document'))}`);
      expect(blobs).not.toContain(`blobs/${sha256Hex(utf8('never named'))}`);
      expect(blobs.includes(`blobs/${sent.sealed.sha256}`)).toBe(['alpha', 'bravo'].includes(who));
    }
  });

  test('is found out where a byte of it is turned', async () => {
    const good = bundles.get('alpha')!;
    const files = await filesOf(good);
    for (const name of ['MANIFEST', 'checkpoint', 'entries', 'certificates', 'openings']) {
      const bytes = good.slice();
      const at = Buffer.from(bytes).indexOf(Buffer.from(files.get(name)!.subarray(0, 400)));
      bytes[at + 200]! ^= 1;
      const report = await verifies(body, bytes);
      expect([name, report.verdict]).toEqual([name, 'wrong']);
    }
  });

  test('covers what is published and waits for the rest', async () => {
    const { index } = await sends(body, alpha, [bravo]).then((s) => s.receipt);
    const reply = await body.app.inject({ url: '/api/bundle' });
    const files = await filesOf(new Uint8Array(reply.rawPayload));
    expect(decodeEntries(files.get('entries')!).length).toBeLessThanOrEqual(index);
    expect(reply.headers['content-type']).toBe('application/x-tar');
    const later = await bundleFor(body, body.public);
    expect(decodeEntries((await filesOf(later)).get('entries')!)).toHaveLength(index + 1);
  });
});

describe('a receipt', () => {
  test('is proven in the published tree', async () => {
    const reply = await body.app.inject({
      url: `/api/acts/${acknowledged.act}/proof`,
      headers: { authorization: `Bearer ${alpha.reader.token}` },
    });
    expect(reply.body.split('\n')[0]).toBe('c2sp.org/tlog-proof@v1');
    const proof = parseProof(utf8(reply.body));
    const { origin } = body.record.held.now.founding;
    const { publicKey } = body.record.host;
    const leaf = fromHex(acknowledged.leaf);
    const checkpoint = await verifyProof(proof, leaf, { origin, publicKey }, platformVerifiers.ed25519!);
    expect(checkpoint?.size).toBeGreaterThan(acknowledged.index);
    expect(proof.index).toBe(acknowledged.index);
  });
});
