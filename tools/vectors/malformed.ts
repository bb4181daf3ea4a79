import { ActError, parseAct, parseLeaf, parseSubmission } from '@comity/acts';
import { canonicalText, LogError, parseCanonical, toBase64url, utf8 } from '@comity/log';
import type { Told } from './told.ts';

type Reader = 'canonical' | 'act' | 'leaf' | 'submission';
type Row = [what: string, reader: Reader, bytes: string | Uint8Array, code: string];

const READERS: Record<Reader, (bytes: Uint8Array) => unknown> = {
  canonical: parseCanonical,
  act: (bytes) => parseAct(parseCanonical(bytes)),
  leaf: parseLeaf,
  submission: (bytes) => parseSubmission(parseCanonical(bytes)),
};

const CANONICAL: [string, string | Uint8Array][] = [
  ['white space', '{"a": 1}'],
  ['a line feed at the end', '{"a":1}\n'],
  ['names out of order', '{"b":1,"a":2}'],
  ['names in order of code points, not of UTF-16 code units', '{"\ufb33":1,"\u{1f600}":2}'],
  ['a name twice', '{"a":1,"a":1}'],
  ['a fraction', '{"a":1.5}'],
  ['a fraction of zero', '{"a":1.0}'],
  ['an exponent', '{"a":1e2}'],
  ['an integer beyond 2^53', '{"a":9007199254740993}'],
  ['2^53 itself', '{"a":9007199254740992}'],
  ['minus zero', '{"a":-0}'],
  ['null', '{"a":null}'],
  ['an escape that is not needed', '{"a":"\\u0041"}'],
  ['an escape in capitals', '{"a":"\\u001F"}'],
  ['an escaped slash', '{"a":"\\/"}'],
  ['U+0000', '{"a":"\\u0000"}'],
  ['a lone surrogate', '{"a":"\\ud800"}'],
  ['a value within 33 arrays', `${'['.repeat(34)}${']'.repeat(34)}`],
  ['a byte order mark', '\ufeff{}'],
  ['text behind the value', '{}{}'],
  ['nothing', ''],
];
const BAD_UTF8: [string, Uint8Array][] = [
  ['a surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ['an overlong form', Uint8Array.of(0x22, 0xc1, 0x81, 0x22)],
  ['a cut-off character', Uint8Array.of(0x22, 0xe2, 0x82, 0x22)],
];

/** The text of an act with one thing changed; throws where nothing was. */
function change(source: string, from: string | RegExp, to: string): string {
  const changed = source.replace(from, to);
  if (changed === source) throw new Error(`Nothing to change: ${from}`);
  return changed;
}

function actRows(told: Told): Row[] {
  const text = (type: string) =>
    canonicalText(told.chronicle.written.find((w) => w.prepared.act.type === type)!.prepared.act);
  const [invited, added, founded] = ['participant-invited', 'person-added']
    .map((t) => text(`people.${t}`))
    .concat(text('body.founded')) as [string, string, string];
  const enrolled = text('people.root-enrolled');
  const nominated = text('directory.contact-nominated');
  const smallOrder = toBase64url(Uint8Array.of(1, ...new Uint8Array(31)));
  const malformed = 'acts.malformed';
  return [
    [
      'a type that does not exist',
      'act',
      change(invited, 'people.participant-invited', 'people.participant-ousted'),
      'acts.unknown-type',
    ],
    ['a field nobody knows', 'act', change(invited, '"v":1', '"v":1,"x":1'), malformed],
    ['a field nobody knows in the data', 'act', change(invited, '"token"', '"to":1,"token"'), malformed],
    [
      'a member named __proto__',
      'act',
      change(text('documents.registered'), '"titles":{', '"titles":{"__proto__":"x",'),
      malformed,
    ],
    ['no body', 'act', change(invited, /"body":"[0-9a-f]{64}",/, ''), malformed],
    [
      'a founding with a body',
      'act',
      change(founded, '"data":{', `"body":"${'a'.repeat(64)}","data":{`),
      malformed,
    ],
    ['another version', 'act', change(invited, '"v":1', '"v":2'), malformed],
    [
      'an instant without milliseconds',
      'act',
      change(invited, /"at":"([^.]*)\.000Z"/, '"at":"$1Z"'),
      malformed,
    ],
    ['a day that does not exist', 'act', change(invited, /"at":"2026-03-02/, '"at":"2026-02-30'), malformed],
    [
      'a nonce of 15 bytes',
      'act',
      change(invited, /"nonce":"[^"]*"/, '"nonce":"AAAAAAAAAAAAAAAAAAAA"'),
      malformed,
    ],
    [
      'a nonce with bits left over',
      'act',
      change(invited, /"nonce":"[^"]*"/, '"nonce":"AAAAAAAAAAAAAAAAAAAAAB"'),
      malformed,
    ],
    [
      'hex in capitals',
      'act',
      change(invited, /"token":"[0-9a-f]{64}"/, `"token":"${'A'.repeat(64)}"`),
      malformed,
    ],
    ['a negative size', 'act', change(invited, /"size":\d+/, '"size":-1'), malformed],
    [
      'an id of 120 bits',
      'act',
      change(added, /"person":"per_[^"]*"/, '"person":"per_AAAAAAAAAAAAAAAAAAAA"'),
      malformed,
    ],
    [
      'a root key of small order',
      'act',
      change(
        enrolled,
        /"key":\{"alg":"ed25519","key":"[^"]*"\}/,
        `"key":{"alg":"ed25519","key":"${smallOrder}"}`,
      ),
      malformed,
    ],
    [
      'a root key on P-256',
      'act',
      change(enrolled, /"key":\{"alg":"ed25519"/, '"key":{"alg":"p256"'),
      malformed,
    ],
    [
      'a personal name in the open',
      'act',
      change(nominated, /"name":\{[^}]*\}/, '"name":{"value":"Z"}'),
      malformed,
    ],
    [
      'a roster that repeats',
      'act',
      change(nominated, /"roster":\["([^"]*)",/, '"roster":["$1","$1",'),
      malformed,
    ],
    [
      'the same layer twice',
      'act',
      change(text('exchange.sent'), '["openpgp"]', '["openpgp","openpgp"]'),
      malformed,
    ],
    [
      'a layer that does not exist yet',
      'act',
      change(text('exchange.sent'), '["openpgp"]', '["openpgp","age"]'),
      malformed,
    ],
  ];
}

function leafRows(told: Told): Row[] {
  const leaf = (tier: string) =>
    canonicalText(told.chronicle.written.find((w) => w.leaf.tier === tier && w.index > 0)!.leaf);
  const [open, closed] = [leaf('public'), leaf('restricted')];
  const malformed = 'acts.malformed';
  return [
    ['a tier that does not exist', 'leaf', change(closed, '"restricted"', '"secret"'), malformed],
    ['a stream outside the grammar', 'leaf', change(closed, '"exchange"', '"thread/x"'), malformed],
    ['a public tier with a commitment', 'leaf', change(closed, '"restricted"', '"public"'), malformed],
    [
      'a restricted tier with an act',
      'leaf',
      change(open, '"tier":"public"', '"tier":"restricted"'),
      malformed,
    ],
    ['stamps without a stamp', 'leaf', change(closed, '"stream"', '"stamps":[],"stream"'), malformed],
    ['an unknown field', 'leaf', change(closed, '"v":1', '"v":1,"w":1'), malformed],
    [
      'more than 4,096 bytes',
      'leaf',
      change(closed, '"v":1', `"v":1,"w":"${'w'.repeat(4096)}"`),
      'acts.too-large',
    ],
    ['a line feed behind', 'leaf', `${closed}\n`, 'log.not-canonical'],
  ];
}

function submissionRows(told: Told): Row[] {
  const { prepared, sig } = told.chronicle.written.find((w) => w.opening)!;
  const text = canonicalText({ act: prepared.act, sig, salt: 'A'.repeat(43) });
  return [
    ['a salt of 31 bytes', 'submission', change(text, 'A'.repeat(43), 'A'.repeat(42)), 'acts.malformed'],
    [
      'an algorithm nobody knows',
      'submission',
      change(text, /"alg":"ed25519","session"/, '"alg":"rot13","session"'),
      'acts.malformed',
    ],
    [
      'openings that are no list',
      'submission',
      change(text, '"salt"', '"openings":{},"salt"'),
      'acts.malformed',
    ],
  ];
}

const codeOf = (read: () => unknown): string | undefined => {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ActError || error instanceof LogError) return error.code;
    throw error;
  }
};

/** `malformed.json`: bytes that no reader may accept, with the code this one answers. */
export function malformedVectors(told: Told) {
  const rows: Row[] = [
    ...CANONICAL.map(([what, bytes]): Row => [what, 'canonical', bytes, 'log.not-canonical']),
    ...BAD_UTF8.map(([what, bytes]): Row => [what, 'canonical', bytes, 'log.bad-encoding']),
    ...actRows(told),
    ...leafRows(told),
    ...submissionRows(told),
  ];
  return {
    cases: rows.map(([what, reader, source, code]) => {
      const bytes = typeof source === 'string' ? utf8(source) : source;
      const answered = codeOf(() => READERS[reader](bytes));
      if (answered !== code) throw new Error(`${what}: ${answered} instead of ${code}.`);
      return { what, reader, bytes: toBase64url(bytes), code };
    }),
  };
}
