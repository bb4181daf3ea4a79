import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { EMPTY_ROOT } from './merkle.ts';
import {
  formatCheckpoint,
  formatNote,
  isKeyName,
  type Note,
  noteKeyId,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKey,
  verifyNote,
} from './note.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';

const ed25519 = platformVerifiers.ed25519!;
const signer = await ed25519Signer(new Uint8Array(32).fill(1));
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
  return 'accepted';
};

/** The example of c2sp.org/signed-note. */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const QUASIMODO = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;

describe('notes', () => {
  test('the example of the specification verifies under its key, and under no other', async () => {
    const note = parseNote(utf8(EXAMPLE));
    const { name, publicKey } = parseVerifierKey(EXAMPLE_KEY);
    expect(note.text).toBe('This is an example message.\n');
    expect(await verifyNote(note, name, publicKey, ed25519)).toBe(true);
    expect(await verifyNote(note, 'example.com/bar', publicKey, ed25519)).toBe(false);
    expect(await verifyNote(note, name, signer.publicKey, ed25519)).toBe(false);
    expect(await verifyNote({ ...note, text: 'This is another message.\n' }, name, publicKey, ed25519)).toBe(
      false,
    );
    expect(verifierKey(name, publicKey)).toBe(EXAMPLE_KEY);
  });

  test('are split at the last blank line', () => {
    const note = parseNote(utf8(QUASIMODO));
    expect(note.text.endsWith('sole:\n\ned è subito sera.\n')).toBe(true);
    expect(note.signatures.map((s) => s.name)).toEqual(['quasimodo.example/salvatore']);
    expect(formatNote(note)).toBe(QUASIMODO);
  });

  test('signed here verify here and read back byte for byte', async () => {
    const note = await signNote('un\n\n— deux AAAA\nthree\n', 'comity.example/log', signer);
    const bytes = utf8(formatNote(note));
    expect(parseNote(bytes)).toEqual(note);
    expect(await verifyNote(parseNote(bytes), 'comity.example/log', signer.publicKey, ed25519)).toBe(true);
  });

  test.each(['no line feed', '', 'tab\there\n', 'a\r\n', 'nul\u0000\n', 'lone \ud800\n'])(
    'the text %j is not signed',
    async (text) => {
      await expect(signNote(text, 'name', signer)).rejects.toMatchObject({ code: 'log.bad-note' });
    },
  );

  test('are signed under a name that can stand on a line, with Ed25519', async () => {
    for (const name of ['', 'a b', 'a+b', 'a\n', 'a\u0085', 'a\u2003', '\ud800'])
      await expect(signNote('text\n', name, signer)).rejects.toMatchObject({ code: 'log.bad-note' });
    await expect(signNote('text\n', 'name', { ...signer, alg: 'p256' })).rejects.toMatchObject({
      code: 'log.bad-note',
    });
  });
});

const name = 'comity.example/log';
const good = await signNote('text\n', name, signer);

describe('signatures of a note', () => {
  const line = good.signatures[0]!;
  const verify = (note: Note) => verifyNote(note, name, signer.publicKey, ed25519);
  const spoilt = { ...line, signature: line.signature.map((b, i) => (i === 5 ? b ^ 1 : b)) };

  test('of unknown keys are passed over, even with the same name or the same id', async () => {
    const unknown = [
      { ...spoilt, name: 'other' },
      { ...spoilt, keyId: Uint8Array.of(1, 2, 3, 4) },
    ];
    expect(await verify({ ...good, signatures: [...unknown, line] })).toBe(true);
    expect(await verify({ ...good, signatures: unknown })).toBe(false);
    expect(await verify({ ...good, signatures: [] })).toBe(false);
  });

  test('that claim the key and fail make the note bad, wherever they stand', async () => {
    expect(await verify({ ...good, signatures: [line, spoilt] })).toBe(false);
    expect(await verify({ ...good, signatures: [spoilt, line] })).toBe(false);
    expect(await verify({ ...good, signatures: [{ ...line, signature: line.signature.slice(1) }] })).toBe(
      false,
    );
    expect(await verify({ ...good, signatures: [line, line] })).toBe(true);
  });

  test('may be as many as 64', () => {
    const note = (n: number) => utf8(formatNote({ ...good, signatures: Array(n).fill(line) }));
    expect(parseNote(note(64)).signatures.length).toBe(64);
    expect(codeOf(() => parseNote(note(65)))).toBe('log.bad-note');
  });

  test('may be of other kinds and sizes: a line of nearly 5 KB is read', () => {
    const large = {
      name: 'witness.example',
      keyId: Uint8Array.of(1, 2, 3, 4),
      signature: new Uint8Array(4700).fill(1),
    };
    expect(parseNote(utf8(formatNote({ ...good, signatures: [line, large] }))).signatures[1]).toEqual(large);
  });
});

describe('what is not a note', () => {
  const signature = '— name AAAAAAA=\n';
  test.each([
    ['nothing', ''],
    ['no signature', 'text\n'],
    ['no signature behind the blank line', 'text\n\n'],
    ['no blank line', `text\n${signature}`],
    ['no line feed at the end', 'text\n\n— name AAAAAAA='],
    ['a blank line at the end', `text\n\n${signature}\n`],
    ['a hyphen for the dash', 'text\n\n- name AAAAAAA=\n'],
    ['two spaces', 'text\n\n—  name AAAAAAA=\n'],
    ['a space at the end', 'text\n\n— name AAAAAAA= \n'],
    ['a name with a plus', 'text\n\n— na+me AAAAAAA=\n'],
    ['a name with U+00A0', 'text\n\n— na\u00a0me AAAAAAA=\n'],
    ['a name with U+0085', 'text\n\n— na\u0085me AAAAAAA=\n'],
    ['a carriage return', 'text\r\n\n— name AAAAAAA=\n'],
    ['a tab', 'te\txt\n\n— name AAAAAAA=\n'],
    ['a signature of four bytes', 'text\n\n— name AAAAAA==\n'],
    ['base64 with bits left over', 'text\n\n— name AAAAAAB=\n'],
    ['base64 without padding', 'text\n\n— name AAAAAAA\n'],
    ['base64url', 'text\n\n— name AAAA-_A=\n'],
    ['a line of text among the signatures', `text\n\n${signature}text\n`],
  ])('%s', (_, source) => {
    expect(codeOf(() => parseNote(utf8(source)))).toBe('log.bad-note');
  });

  test('bytes that are not UTF-8, or more than a million', () => {
    expect(codeOf(() => parseNote(concat(utf8('te'), Uint8Array.of(0xff), utf8(`\n\n${signature}`))))).toBe(
      'log.bad-note',
    );
    expect(codeOf(() => parseNote(utf8(`${'a'.repeat(1_000_000)}\n\n${signature}`)))).toBe('log.bad-note');
  });

  test('whatever is read is given back byte for byte; whatever is not fails with LogError alone', () => {
    const pieces = fc.constantFrom(
      '\n',
      '\n\n',
      '— ',
      '—',
      ' ',
      'name',
      'AAAAAAA=',
      'text',
      '=',
      '+',
      '\u0085',
      'é',
      '\t',
    );
    const spoiltExample = fc.tuple(fc.nat(utf8(QUASIMODO).length - 1), fc.nat(255)).map(([at, byte]) => {
      const out = utf8(QUASIMODO);
      out[at] = byte;
      return out;
    });
    const built = fc.array(pieces, { maxLength: 14 }).map((parts) => utf8(parts.join('')));
    const tail = fc
      .array(pieces, { maxLength: 5 })
      .map((parts) => utf8(`text\n\n— name AAAAAAA=\n${parts.join('')}`));
    fc.assert(
      fc.property(fc.oneof(built, tail, spoiltExample, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        let note: Note;
        try {
          note = parseNote(bytes);
        } catch (error) {
          expect((error as LogError).code).toBe('log.bad-note');
          return;
        }
        expect(formatNote(note)).toBe(fromUtf8(bytes));
        expect(note.signatures.every((s) => isKeyName(s.name))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('key lines', () => {
  test('name a key, its id and its type', () => {
    const line = verifierKey('comity.example/log', signer.publicKey);
    expect(parseVerifierKey(line)).toEqual({ name: 'comity.example/log', publicKey: signer.publicKey });
  });

  test('are refused for every changed character and for keys that are not safe', () => {
    for (let at = 0; at < EXAMPLE_KEY.length; at++) {
      const other = EXAMPLE_KEY[at] === 'b' ? 'c' : 'b';
      const line = EXAMPLE_KEY.slice(0, at) + other + EXAMPLE_KEY.slice(at + 1);
      expect(
        codeOf(() => parseVerifierKey(line)),
        line,
      ).toBe('log.bad-key');
    }
    for (const line of ['', 'name', 'a+b', `${EXAMPLE_KEY}\n`, ` ${EXAMPLE_KEY}`, `${EXAMPLE_KEY}=`])
      expect(codeOf(() => parseVerifierKey(line))).toBe('log.bad-key');
    expect(codeOf(() => parseVerifierKey(verifierKey('name', new Uint8Array(32))))).toBe('log.bad-key');
    expect(codeOf(() => parseVerifierKey(verifierKey('na me', signer.publicKey)))).toBe('log.bad-key');
  });

  test('of another type are not read as Ed25519', () => {
    const id = [...noteKeyId('w', 4, signer.publicKey)].map((b) => b.toString(16).padStart(2, '0')).join('');
    const line = `w+${id}+${toBase64(concat(Uint8Array.of(4), signer.publicKey))}`;
    expect(codeOf(() => parseVerifierKey(line))).toBe('log.bad-key');
  });
});

describe('checkpoints', () => {
  const root = toBase64(EMPTY_ROOT);
  test('read back what was written', () => {
    for (const size of [0, 1, 20_852_163, 2 ** 53 - 1]) {
      const checkpoint = { origin: 'comity.example/log', size, root: EMPTY_ROOT };
      expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
    }
    expect(parseCheckpoint(`any origin + spaces\n7\n${root}\n`).origin).toBe('any origin + spaces');
  });

  test('the example of the specification is read', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(parseCheckpoint(text).size).toBe(20_852_163);
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
  });

  test.each([
    ['an empty origin', `\n1\n${root}\n`],
    ['a leading zero', `o\n01\n${root}\n`],
    ['a sign', `o\n+1\n${root}\n`],
    ['a negative size', `o\n-1\n${root}\n`],
    ['hex', `o\n0x1\n${root}\n`],
    ['an exponent', `o\n1e3\n${root}\n`],
    ['other digits', `o\n١\n${root}\n`],
    ['no size', `o\n\n${root}\n`],
    ['2^53', `o\n9007199254740992\n${root}\n`],
    ['an extension line', `o\n1\n${root}\nextension\n`],
    ['an empty line after', `o\n1\n${root}\n\n`],
    ['no line feed at the end', `o\n1\n${root}`],
    ['a root of 31 bytes', `o\n1\n${toBase64(EMPTY_ROOT.slice(1))}\n`],
    ['a root of 33 bytes', `o\n1\n${toBase64(concat(EMPTY_ROOT, Uint8Array.of(0)))}\n`],
    ['a root in base64url', `o\n1\n${root.replaceAll('/', '_').replaceAll('+', '-')}\n`],
    ['a root without padding', `o\n1\n${root.replace('=', '')}\n`],
    ['a carriage return', `o\r\n1\n${root}\n`],
    ['nothing', ''],
  ])('%s is refused', (_, text) => {
    expect(codeOf(() => parseCheckpoint(text))).toBe('log.bad-note');
  });

  test('are not written where they could not be read', () => {
    const good = { origin: 'o', size: 1, root: EMPTY_ROOT };
    for (const wrong of [
      { origin: '' },
      { origin: 'o\n5' },
      { origin: 'o\t' },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
    ])
      expect(codeOf(() => formatCheckpoint({ ...good, ...wrong }))).toBe('log.bad-note');
    expect(codeOf(() => formatCheckpoint({ ...good, root: EMPTY_ROOT.slice(1) }))).toBe('log.bad-note');
  });
});
