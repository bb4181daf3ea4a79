import { type Domains, type PublicKey, type Signature, verifyStatement } from '@comity/acts';
import { type Ceremony, USUAL } from '@comity/acts/testing';
import {
  canonicalText,
  concat,
  fromBase64url,
  preimage,
  statementId,
  type Tag,
  toBase64url,
  toHex,
} from '@comity/log';
import type { Cast } from './history.ts';
import type { Told } from './told.ts';

const STATEMENT = { v: 1, said: 'this, and nothing else' };
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export interface SignatureCase {
  readonly what: string;
  readonly tag: Tag;
  readonly statement: unknown;
  readonly key: PublicKey;
  readonly sig: Signature;
  readonly good: boolean;
}

/** The same signature of Ed25519 with S raised by the order of the group. */
function raised(value: string): string {
  const bytes = fromBase64url(value);
  let s = bytes.slice(32).reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n) + ORDER;
  for (let i = 32; i < 64; i++, s >>= 8n) bytes[i] = Number(s & 255n);
  return toBase64url(bytes);
}

function otherSpellings(value: string): [string, string][] {
  const der = fromBase64url(value);
  const [, length, , first] = der as unknown as [number, number, number, number];
  return [
    ['a length in its long form', toBase64url(concat(Uint8Array.of(0x30, 0x81, length), der.slice(2)))],
    [
      'a zero before r that no sign needs',
      toBase64url(concat(Uint8Array.of(0x30, length + 1, 2, first + 1, 0), der.slice(4))),
    ],
    ['a byte behind s', toBase64url(concat(der, Uint8Array.of(0)))],
  ];
}

const CEREMONIES: [string, Partial<Ceremony>][] = [
  ['another relying party', { rpId: 'evil.example' }],
  ['another origin', { origin: 'https://body.example.evil.example' }],
  ['no user present', { flags: 0x04 }],
  ['no user verified', { flags: 0x01 }],
  ['a registration instead of an assertion', { type: 'webauthn.create' }],
  ['a frame of another origin', { crossOrigin: true }],
];

async function goodCases(cast: Cast): Promise<SignatureCase[]> {
  const hands = {
    'an Ed25519 key in a file': cast.duty,
    'a passkey on P-256': cast.officer,
    'a passkey on Ed25519': cast.card,
    'a passkey on RS256': cast.hello,
    'an OpenPGP key, detached': cast.gpg,
  };
  return Promise.all(
    Object.entries(hands).map(async ([what, hand]) => ({
      what,
      tag: 'act' as const,
      statement: STATEMENT,
      key: hand.key,
      sig: await hand.sign('act', STATEMENT),
      good: true,
    })),
  );
}

async function badCases(cast: Cast): Promise<SignatureCase[]> {
  const { duty, officer, hello, card, gpg } = cast;
  const bad = (what: string, key: PublicKey, sig: Signature, statement: unknown = STATEMENT) =>
    ({ what, tag: 'act', statement, key, sig, good: false }) as const;
  const file = await duty.sign('act', STATEMENT);
  const passkey = await officer.sign('act', STATEMENT);
  const { webauthn: _, ...bare } = passkey;
  const data = fromBase64url(passkey.webauthn!.authenticatorData);
  const { clientDataJSON } = passkey.webauthn!;
  const counted = { authenticatorData: toBase64url(data.map((b, i) => (i === 36 ? 1 : b))), clientDataJSON };
  const cases = [
    bad('a file over another statement', duty.key, file, { ...STATEMENT, v: 2 }),
    bad('a file under another tag', duty.key, await duty.sign('session', STATEMENT)),
    bad('another file', cast.watch.key, file),
    bad('an S beyond the order of the group', duty.key, { ...file, value: raised(file.value) }),
    bad('a file that claims to be a passkey', duty.key, { ...file, webauthn: passkey.webauthn! }),
    bad('a passkey without its evidence', officer.key, bare),
    bad('a passkey with evidence touched afterwards', officer.key, { ...passkey, webauthn: counted }),
    bad('gpg over another statement', gpg.key, await gpg.sign('act', STATEMENT), { ...STATEMENT, v: 2 }),
    bad('gpg under another tag', gpg.key, await gpg.sign('session', STATEMENT)),
    ...otherSpellings(passkey.value).map(([what, value]) =>
      bad(`P-256 with ${what}`, officer.key, { ...passkey, value }),
    ),
  ];
  for (const [name, hand] of Object.entries({ 'P-256': officer, Ed25519: card, RS256: hello })) {
    const other = await hand.sign('act', { ...STATEMENT, v: 2 });
    cases.push(bad(`${name} with a challenge for another statement`, hand.key, other));
    cases.push(
      bad(`${name} with a challenge under another tag`, hand.key, await hand.sign('session', STATEMENT)),
    );
    for (const [what, ceremony] of CEREMONIES)
      cases.push(bad(`${name} with ${what}`, hand.key, await hand.sign('act', STATEMENT, ceremony)));
  }
  return cases;
}

/** `signatures.json`: one statement, signed well and badly. Every verdict is asked of the code before it is written. */
export async function signatureVectors(told: Told, cast: Cast) {
  const domains: Domains = { rpIds: [USUAL.rpId], origins: [USUAL.origin] };
  const cases = [...(await goodCases(cast)), ...(await badCases(cast))];
  for (const { what, tag, statement, key, sig, good } of cases) {
    const said = await verifyStatement({ ...told.trust, domains }, tag, statement, key, sig);
    if (said !== good) throw new Error(`${what}: expected ${good}.`);
  }
  return {
    domains,
    cases: cases.map(({ what, tag, statement, key, sig, good }) => ({
      what,
      tag,
      statement: canonicalText(statement),
      preimage: toHex(preimage(tag, statement)),
      id: statementId(tag, statement),
      key,
      sig,
      good,
    })),
  };
}
