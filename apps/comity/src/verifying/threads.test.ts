import { ed25519Signer, sha256, utf8, type Verifier } from '@comity/log';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ALGORITHMS, packChecks, unpackChecks } from './checks.ts';
import { ThreadedVerifiers } from './threads.ts';

test('checks come out of their packet as they went in', () => {
  const part = fc.uint8Array({ maxLength: 40 });
  const check = fc.record({
    algorithm: fc.constantFrom(...ALGORITHMS),
    key: part,
    message: part,
    signature: part,
  });
  fc.assert(
    fc.property(fc.array(check, { maxLength: 10 }), (checks) => {
      expect([...unpackChecks(packChecks(checks))]).toEqual(checks);
    }),
  );
});

describe('signatures that threads check', () => {
  const threads = new ThreadedVerifiers(3);
  afterAll(() => threads.end());

  test('are found good or bad as they are here, beyond the first thousands as well', async () => {
    const { publicKey, sign } = await ed25519Signer(sha256(utf8('somebody')));
    const messages = Array.from({ length: 30 }, (_, i) => utf8(`message ${i}`));
    const signatures = await Promise.all(messages.map((message) => sign(message)));
    const verify = threads.verifiers.ed25519 as Verifier;
    const answers: (boolean | Promise<boolean>)[] = [];
    for (let i = 0; i < 9000; i++) {
      const signature = signatures[(i % 7 === 3 ? i + 1 : i) % 30]!;
      answers.push(verify(publicKey, messages[i % 30]!, signature));
    }
    expect(answers.some((answer) => answer instanceof Promise)).toBe(true);
    (await Promise.all(answers)).forEach((good, i) => {
      expect(good, `check ${i}`).toBe(i % 7 !== 3);
    });
  });

  test('and one alone is answered without waiting for others', async () => {
    const { publicKey, sign } = await ed25519Signer(sha256(utf8('somebody')));
    const signature = await sign(utf8('m'));
    expect(await threads.verifiers.ed25519!(publicKey, utf8('m'), signature)).toBe(true);
    expect(await threads.verifiers.ed25519!(publicKey, utf8('n'), signature)).toBe(false);
  });

  test('are checked here when a thread is gone', async () => {
    const alone = new ThreadedVerifiers(2);
    const { publicKey, sign } = await ed25519Signer(sha256(utf8('somebody')));
    const signature = await sign(utf8('m'));
    const answers = Array.from({ length: 4200 }, () =>
      alone.verifiers.ed25519!(publicKey, utf8('m'), signature),
    );
    await alone.end();
    expect((await Promise.all(answers)).every(Boolean)).toBe(true);
    expect(await alone.verifiers.ed25519!(publicKey, utf8('m'), signature)).toBe(true);
    await alone.end();
  });
});
