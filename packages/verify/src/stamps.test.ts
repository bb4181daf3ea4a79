import { type NamedMirror, type Stamp, stampAct } from '@comity/acts';
import { Chronicle, invitationData, rootHand, seedOf, tokenOf, USUAL_FOUNDING } from '@comity/acts/testing';
import { ed25519Signer, fromBase64url, toBase64url, verifierKey } from '@comity/log';
import { expect, test } from 'vitest';
import { Replayer } from './replayer.ts';

const WEEK = 7 * 86_400_000;
const near = await ed25519Signer(seedOf('mirror near'));
const stranger = await ed25519Signer(seedOf('mirror stranger'));
const mirrors: NamedMirror[] = [
  { mirror: 'near.example', key: { alg: 'ed25519', key: toBase64url(near.publicKey) } },
];

/** Alpha's root is enrolled after its invitation has expired, with stamps; what a replay finds in the last entry. */
async function enrolledLate(make: (body: string, act: string, at: string) => Promise<Stamp[]>) {
  const chronicle = await Chronicle.found({ rules: { ...USUAL_FOUNDING.rules, mirrors } });
  const invited = invitationData(chronicle, 'alpha');
  const secretariat = await rootHand('secretariat');
  chronicle.append(await chronicle.sign(secretariat, 'people.participant-invited', invited));
  const root = await rootHand('alpha');
  const enrolled = { key: root.key, token: toBase64url(tokenOf('alpha')) };
  const signed = await chronicle.sign(root, 'people.root-enrolled', enrolled);
  const stamps = await make(chronicle.body, signed.prepared.id, chronicle.at);
  chronicle.now += WEEK + 1000;
  chronicle.append({ ...signed, ...(stamps.length > 0 ? { stamps } : {}) });
  const { origin, host } = chronicle.state.founding;
  const trust = { body: chronicle.body, key: verifierKey(origin, fromBase64url(host.key)) };
  const replayer = new Replayer({ trust, blob: (sha256) => chronicle.blobs.get(sha256) });
  let last: string[] = [];
  for (const { bytes } of chronicle.written)
    last = (await replayer.take(bytes)).faults.map(({ code }) => code);
  return { faults: last, seated: replayer.state?.seats.get('alpha')?.root !== undefined };
}

const by =
  (signer: typeof near, mirror = 'near.example', of?: string) =>
  async (body: string, act: string, at: string) => [
    await stampAct({ body, act: of ?? act, mirror, at }, signer),
  ];

test('a stamp of a mirror that the rules name makes an act that was logged late good', async () => {
  expect(await enrolledLate(by(near))).toEqual({ faults: [], seated: true });
});

test.each<[string, Parameters<typeof enrolledLate>[0], string[]]>([
  ['no stamp', async () => [], ['verify.refused']],
  ['a mirror that nobody named', by(stranger, 'stranger.example'), ['verify.refused']],
  ['another key under the name', by(stranger), ['verify.stamp', 'verify.refused']],
  ['a stamp of another act', by(near, 'near.example', 'a'.repeat(64)), ['verify.stamp', 'verify.refused']],
])('with %s the act is refused, and does not count', async (_, make, faults) => {
  expect(await enrolledLate(make)).toEqual({ faults, seated: false });
});

test('a bad stamp is a fault where a good one beside it counts', async () => {
  const both = async (body: string, act: string, at: string) => [
    ...(await by(near)(body, act, at)),
    ...(await by(stranger)(body, act, at)),
  ];
  expect(await enrolledLate(both)).toEqual({ faults: ['verify.stamp'], seated: true });
});
