import { fromHex, sha256, utf8 } from '@comity/log';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { DossierError } from '../errors.ts';
import { makeAuthority } from '../testing/index.ts';
import { readAll, write, writeNumber } from './der.ts';
import { timestampRequest } from './request.ts';
import { parseToken, tokenIn } from './token.ts';

const authority = makeAuthority();
afterAll(() => authority.end());
const imprint = sha256(utf8('a checkpoint'));
const nonce = fromHex('00ff'.repeat(8));
const reply = authority.reply(timestampRequest(imprint, nonce));
const token = tokenIn(reply, imprint, nonce);

test('openssl takes the request, and its token is over this imprint, with this nonce and a time', () => {
  const read = parseToken(token);
  expect(read.imprint).toEqual(imprint);
  expect(Math.abs(Date.parse(read.time) - Date.now())).toBeLessThan(60_000);
  expect(read.certificates.length).toBeGreaterThan(0);
});

test('a token over something else, or for another request, is refused', () => {
  expect(() => tokenIn(reply, sha256(utf8('another')), nonce)).toThrow('something else');
  expect(() => tokenIn(reply, imprint, fromHex('11'.repeat(16)))).toThrow('another request');
});

test('an authority that refuses is heard', () => {
  const strict = makeAuthority({ accepted: 'sha512' });
  try {
    expect(() => tokenIn(strict.reply(timestampRequest(imprint, nonce)), imprint, nonce)).toThrow('status 2');
  } finally {
    strict.end();
  }
});

test('whatever the bytes, there is an answer or a failure of ours', () => {
  const never = (parse: () => unknown) => {
    try {
      parse();
    } catch (error) {
      expect(error).toBeInstanceOf(DossierError);
    }
  };
  fc.assert(
    fc.property(fc.nat(reply.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      never(() => tokenIn(reply.with(at, reply[at]! ^ change), imprint, nonce));
    }),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => never(() => parseToken(bytes))));
});

test('a value has one spelling: longer lengths, indefinite ones and cut-off ones are refused', () => {
  for (const hex of ['0481020000', '0480000000', '04820001aa', '0402aa', '04', '1f0100', '0485000000000100'])
    expect(() => readAll(fromHex(hex)), hex).toThrow(DossierError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (bytes) => {
      expect(readAll(write(4, bytes))[0]!.content).toEqual(bytes);
    }),
    { numRuns: 30 },
  );
});

test('numbers are not negative and have no zeros in front', () => {
  expect(writeNumber(fromHex('0000'))).toEqual(fromHex('020100'));
  expect(writeNumber(fromHex('00ff'))).toEqual(fromHex('020200ff'));
  expect(writeNumber(fromHex('007f'))).toEqual(fromHex('02017f'));
});
