import { describe, expect, test } from 'vitest';
import { MAIL_LIMITS, readEntity } from './mime.ts';
import { readMail } from './reading.ts';
import { acknowledgedIn, readWords } from './words.ts';

const bytes = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
const HEAD = [
  'From: CERT <cert@state.example>',
  'Date: Thu, 05 Mar 2026 10:00:00 +0000',
  'MIME-Version: 1.0',
];
const ARMOR = ['-----BEGIN PGP MESSAGE-----', '', 'AAAA', '-----END PGP MESSAGE-----'];
const ENCRYPTED = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b;1"';

const encrypted = (...more: string[]) =>
  bytes(
    ...HEAD,
    `Content-Type: ${ENCRYPTED}`,
    '',
    'This is a preamble that nobody reads.',
    '--b;1',
    'Content-Type: application/pgp-encrypted',
    '',
    'Version: 1',
    '--b;1',
    'Content-Type: application/octet-stream; name="message.asc"',
    '',
    ...ARMOR,
    ...more,
    '--b;1--',
    'An epilogue.',
  );

describe('A mail', () => {
  test('that is PGP/MIME gives what was sealed, whatever its line ends are', () => {
    const mail = readMail(encrypted());
    expect(mail.from).toBe('CERT <cert@state.example>');
    expect(mail.content).toMatchObject({ kind: 'sealed', files: [] });
    const text = (found: typeof mail) =>
      found.content.kind === 'sealed' ? Buffer.from(found.content.ciphertext).toString() : '';
    expect(text(mail)).toBe(ARMOR.join('\r\n'));
    const unix = Buffer.from(encrypted().toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    expect(text(readMail(unix))).toBe(ARMOR.join('\n'));
  });

  test('that has another part beside the sealed one, or another protocol, is not taken for sealed', () => {
    expect(readMail(encrypted('--b;1', 'Content-Type: text/html', '', '<img src=x>')).content.kind).toBe(
      'other',
    );
    const other = encrypted().toString('latin1').replaceAll('application/pgp-encrypted', 'application/x');
    expect(readMail(Buffer.from(other, 'latin1')).content.kind).toBe('other');
  });

  test('that is signed gives the exact bytes of its first part, with CRLF', () => {
    const signed = [
      ...HEAD,
      'Content-Type: multipart/signed; micalg=pgp-sha256;',
      ' protocol="application/pgp-signature"; boundary=s1',
      '',
      '--s1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'acknowledged: msg_aaaaaaaaaaaaaaaaaaaaaA  ',
      '',
      '--s1',
      'Content-Type: application/pgp-signature; name=signature.asc',
      '',
      '-----BEGIN PGP SIGNATURE-----',
      '--s1--',
    ];
    for (const ends of ['\r\n', '\n']) {
      const { content } = readMail(Buffer.from(signed.join(ends)));
      if (content.kind !== 'signed') throw new Error(content.kind);
      expect(Buffer.from(content.bytes).toString()).toBe(
        'Content-Type: text/plain; charset=utf-8\r\n\r\nacknowledged: msg_aaaaaaaaaaaaaaaaaaaaaA  \r\n',
      );
    }
  });

  test('with armor in its text counts only where the text is nothing else', () => {
    const inline = (...lines: string[]) => readMail(bytes(...HEAD, '', ...lines)).content.kind;
    expect(inline(...ARMOR, '')).toBe('sealed');
    expect(inline('Hello,', ...ARMOR)).toBe('other');
    expect(inline(...ARMOR, ...ARMOR)).toBe('other');
    const clear = [
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      'words',
      '-----BEGIN PGP SIGNATURE-----',
    ];
    expect(inline(...clear, '', 'AAAA', '-----END PGP SIGNATURE-----')).toBe('clearsigned');
    expect(inline('words')).toBe('other');
  });

  test('in base64 or quoted-printable is decoded; what is neither is refused', () => {
    const part = (encoding: string, ...body: string[]) =>
      readMail(bytes('Content-Type: text/plain', `Content-Transfer-Encoding: ${encoding}`, '', ...body));
    const armor = Buffer.from(ARMOR.join('\r\n')).toString('base64');
    expect(part('BASE64', armor.slice(0, 20), armor.slice(20)).content.kind).toBe('sealed');
    expect(part('quoted-printable', ...ARMOR.map((line) => line.replaceAll('-', '=2D'))).content.kind).toBe(
      'sealed',
    );
    for (const [encoding, body] of [
      ['base64', '!!'],
      ['base64', 'AAAAA'],
      ['uuencode', 'x'],
    ] as const)
      expect(() => part(encoding, body)).toThrow(expect.objectContaining({ code: 'mail.not-well-made' }));
  });
});

describe('A hostile mail is refused with a reason:', () => {
  const nested = (depth: number): string =>
    depth === 0
      ? '\r\n'
      : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}\r\n--b${depth}--\r\n`;
  test.each<[string, string, () => Buffer]>([
    ['too large', 'mail.too-large', () => Buffer.alloc(MAIL_LIMITS.bytes + 1)],
    ['headers without end', 'mail.headers-too-large', () => Buffer.from('X: y\r\n'.repeat(20_000))],
    ['parts in parts in parts', 'mail.too-deep', () => Buffer.from(nested(20))],
    [
      'thousands of parts',
      'mail.too-many-parts',
      () =>
        Buffer.from(
          `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(5000)}--b--`,
        ),
    ],
    [
      'two content types',
      'mail.ambiguous',
      () => bytes('Content-Type: text/plain', 'Content-Type: text/html', '', 'x'),
    ],
    [
      'two boundaries',
      'mail.ambiguous',
      () => bytes('Content-Type: multipart/mixed; boundary=a; boundary=b', '', '--a--'),
    ],
    ['no boundary', 'mail.not-well-made', () => bytes('Content-Type: multipart/mixed', '', 'x')],
    [
      'no end',
      'mail.not-well-made',
      () => bytes('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'x'),
    ],
  ])('%s', (_, code, mail) => {
    expect(() => readMail(mail())).toThrow(expect.objectContaining({ code }));
  });

  test('any bytes at all are read or refused, and a line of two million spaces within the time of a test', () => {
    const spaces = bytes(
      'Content-Type: text/plain',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      ' '.repeat(2_000_000),
    );
    expect(readMail(spaces).content.kind).toBe('other');
    for (const odd of [
      '',
      '\r\n',
      '\n\n',
      ':',
      'Content-Type:',
      '\u0000',
      'Content-Type: ;;;',
      'a'.repeat(70_000),
    ])
      expect(() => readEntity(Buffer.from(odd, 'latin1'))).not.toThrow(TypeError);
  });
});

describe('Words', () => {
  test('of a MIME entity are its plain text in whatever encoding; HTML is named and not shown', async () => {
    const latin = await readWords(
      bytes('Content-Type: text/plain; charset=iso-8859-1', '', 'Zur Kenntnis: \u00e9'),
    );
    expect(latin.text.trim()).toBe('Zur Kenntnis: é');
    const html = await readWords(
      bytes('Content-Type: text/html', '', '<img src="http://tracker.example/x">'),
    );
    expect(html).toEqual({ text: '', besides: ['text/html'] });
    const file = await readWords(
      bytes(
        ...['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'words', '--b'],
        ...[
          'Content-Type: application/pdf; name="a.pdf"',
          'Content-Disposition: attachment; filename="a.pdf"',
          '',
          'x',
          '--b--',
        ],
      ),
    );
    expect(file).toMatchObject({ besides: ['a.pdf'] });
    expect(await readWords(Buffer.from('bare words'))).toEqual({ text: 'bare words', besides: [] });
  });

  test('acknowledge where a line of their own says so, and a quoted one does not', () => {
    const id = (c: string) => `msg_${c.repeat(21)}A`;
    const text = `Dear colleague,\nACKNOWLEDGED ${id('a')}\n> acknowledged: ${id('b')}\nI acknowledge ${id('c')}\nacknowledge: ${id('d')}.\r\n`;
    expect(acknowledgedIn(text)).toEqual([id('a'), id('d')]);
  });
});
