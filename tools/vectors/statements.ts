import {
  deliveriesHash,
  epochManifests,
  epochOpenings,
  fieldCommitment,
  leafCommitment,
  manifestBytes,
  parseLeaf,
  stampStatement,
  voucherStatement,
} from '@comity/acts';
import { seedOf, testField, testSalt } from '@comity/acts/testing';
import {
  canonicalBytes,
  canonicalText,
  ed25519Signer,
  fromUtf8,
  keyId,
  leafHash,
  preimage,
  sha256Hex,
  statementId,
  type Tag,
  toBase64url,
  toHex,
} from '@comity/log';
import { ALPHA_CONTACT, openingCounts } from './history.ts';
import type { Told } from './told.ts';

const FIELDS: [string, string, unknown][] = [
  [ALPHA_CONTACT, 'name', 'Zoë Ångström'],
  [ALPHA_CONTACT, 'emails', ['cert@alpha.example', 'duty@alpha.example']],
  [ALPHA_CONTACT, 'unit', 'فريق الاستجابة\u200f'],
  [
    'msg_AAAAAAAAAAAAAAAAAAAAAA',
    'recipients',
    [{ participant: 'beta', contact: ALPHA_CONTACT, key: 'a'.repeat(40) }],
  ],
  ['alpha', 'openings', 3],
];

async function signed(tag: Tag, statement: unknown, label: string) {
  const signer = await ed25519Signer(seedOf(label));
  const value = toBase64url(await signer.sign(preimage(tag, statement)));
  const key = { alg: 'ed25519', key: toBase64url(signer.publicKey) };
  return {
    tag,
    statement: canonicalText(statement),
    id: statementId(tag, statement),
    key,
    keyId: keyId('ed25519', signer.publicKey),
    sig: { alg: 'ed25519' as const, value },
  };
}

/** Leaves whose optional parts are filled: a stamp of a mirror, and what a body chose to disclose. */
async function filledLeaves(told: Told) {
  const { body, written } = told.chronicle;
  const restricted = written.find((w) => w.opening)!;
  const open = written.find((w) => w.prepared.act.type === 'body.confirmed')!;
  const mirror = 'mirror.example/one';
  const stampFor = async (id: string, at: string) =>
    signed('stamp', stampStatement(body, id, mirror, at), 'mirror');
  const publicStamp = await stampFor(open.prepared.id, open.leaf.received);
  const hiddenStamp = await stampFor(restricted.prepared.id, restricted.leaf.received);
  const said = { type: 'decisions.objected', facts: { paragraph: 'OP7ter' } };
  const commitment = leafCommitment(restricted.opening!);
  const voucher = await signed('leaf', voucherStatement(body, commitment, said), 'chair');
  const stamps = (s: typeof voucher, at: string) => [{ mirror, at, sig: s.sig }];
  const leaves = [
    {
      what: 'a public leaf with a stamp',
      leaf: { ...open.leaf, stamps: stamps(publicStamp, open.leaf.received) },
    },
    {
      what: 'a restricted leaf with a stamp that discloses a fact, vouched for',
      leaf: {
        ...restricted.leaf,
        stamps: stamps(hiddenStamp, restricted.leaf.received),
        disclosed: { ...said, voucher: { key: voucher.keyId, sig: voucher.sig } },
      },
    },
    {
      what: 'a restricted leaf that discloses only its kind',
      leaf: { ...restricted.leaf, disclosed: { type: said.type } },
    },
  ];
  return {
    statements: [publicStamp, hiddenStamp, voucher],
    leaves: leaves.map(({ what, leaf }) => {
      const bytes = canonicalBytes(leaf);
      parseLeaf(bytes);
      return { what, leaf: fromUtf8(bytes), leafHash: toHex(leafHash(bytes)) };
    }),
  };
}

/** `statements.json`: commitments, manifests, and what mirrors, vouchers and the host say. */
export async function statementVectors(told: Told) {
  const { state, body, written } = told.chronicle;
  const blob = (bytes: Uint8Array) => ({ text: fromUtf8(bytes), sha256: sha256Hex(bytes) });
  const delivery = {
    message: 'msg_AAAAAAAAAAAAAAAAAAAAAA',
    contact: ALPHA_CONTACT,
    at: '2026-03-02T09:00:00.000Z',
    salt: testSalt('delivery'),
  };
  const second = { ...delivery, at: '2026-03-02T09:00:01.000Z', salt: testSalt('second delivery') };
  return {
    fields: FIELDS.map(([subject, path, value]) => {
      const { opening, commitment } = testField(subject, path, value);
      return {
        opening,
        preimage: canonicalText(['comity/field/v1', subject, path, opening.salt, value]),
        commitment,
      };
    }),
    leafCommitments: written
      .filter((w) => w.opening)
      .map((w) => ({
        index: w.index,
        opening: canonicalText(w.opening),
        commitment: leafCommitment(w.opening!),
      })),
    manifests: [...state.directory].map(([participant, list]) => ({
      participant,
      ...blob(manifestBytes(body, participant, list)),
    })),
    epoch: {
      manifests: blob(epochManifests(state)),
      counts: openingCounts().map(({ participant, salt, count }) => ({
        participant,
        salt,
        count,
        commitment: fieldCommitment({ subject: participant, path: 'openings', salt, value: count }),
      })),
      openings: blob(epochOpenings(openingCounts())),
    },
    deliveries: { of: [delivery, second], sha256: deliveriesHash([delivery, second]) },
    ...(await filledLeaves(told)),
  };
}
