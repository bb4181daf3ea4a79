import { testHybridKey, testPgpKey } from '@comity/acts/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';
import { ask, certifyRecovery, makeHybrid, recoveryOf, sealedMessage, TWICE } from './testing/sealing.ts';

let s: Scene;
beforeEach(async () => {
  s = await Scene.open();
  await s.nominate('alpha');
  await s.nominate('beta');
});
const REFUSED = { allowed: false, rule: 'exchange.recipients-certified' };

describe('The outer seal', () => {
  test('is there where sender and recipient have a post-quantum key, and names the keys', async () => {
    await makeHybrid(s, 'alpha');
    await makeHybrid(s, 'beta');
    expect(await ask(s, sealedMessage(s, TWICE))).toMatchObject({ allowed: true });
    expect(await ask(s, sealedMessage(s, TWICE, { further: undefined }))).toMatchObject(REFUSED);
  });

  test('is never mixed: where one of them has no such key it is refused', async () => {
    await makeHybrid(s, 'beta');
    const further = '0'.repeat(64);
    const answer = await ask(s, sealedMessage(s, TWICE, { further }));
    expect(answer).toMatchObject({ ...REFUSED, why: expect.stringContaining('no post-quantum key') });
  });

  test('is refused where a key was replaced between sealing and sending', async () => {
    await makeHybrid(s, 'alpha');
    await makeHybrid(s, 'beta');
    const early = sealedMessage(s, TWICE);
    await makeHybrid(s, 'beta', testHybridKey('newer'));
    expect(await ask(s, early)).toMatchObject(REFUSED);
    expect(await ask(s, sealedMessage(s, TWICE))).toMatchObject({ allowed: true });
  });

  test('needs the recovery keys of all who take part to have one', async () => {
    await makeHybrid(s, 'alpha');
    await makeHybrid(s, 'beta');
    await certifyRecovery(s, 'beta');
    const further = '0'.repeat(64);
    expect(await ask(s, sealedMessage(s, TWICE, { further }))).toMatchObject(REFUSED);
    await certifyRecovery(s, 'beta', 'second', testHybridKey('second'));
    expect(await ask(s, sealedMessage(s, TWICE))).toMatchObject({ allowed: true });
  });
});

describe('A recovery key', () => {
  test.each(['alpha', 'beta'] as const)('of %s is sealed to, once it is certified', async (state) => {
    const before = sealedMessage(s, ['openpgp']);
    await certifyRecovery(s, state);
    expect(await ask(s, before)).toMatchObject(REFUSED);
    expect(await ask(s, sealedMessage(s, ['openpgp']))).toMatchObject({ allowed: true });
  });

  test('that was withdrawn or has expired is sealed to no more', async () => {
    await certifyRecovery(s, 'beta');
    const held = { key: testPgpKey('beta recovery').blob.sha256, reason: 'superseded' as const };
    const officer = s.person('beta officer');
    await s.enact(
      officer,
      'directory.recovery-withdrawn',
      s.listed(officer, 'directory.recovery-withdrawn', held),
    );
    const root = s.root('beta');
    const short = { key: testPgpKey('short'), expires: s.in(5) };
    await s.enact(
      root,
      'directory.recovery-certified',
      s.listed(root, 'directory.recovery-certified', short),
    );
    const early = sealedMessage(s, ['openpgp']);
    expect(early.data.further).toBeDefined();
    s.chronicle.now += 5000;
    expect(await ask(s, early)).toMatchObject(REFUSED);
    expect(sealedMessage(s, ['openpgp']).data.further).toBeUndefined();
    expect(await ask(s, sealedMessage(s, ['openpgp']))).toMatchObject({ allowed: true });
  });

  test('is certified by the root alone', async () => {
    const officer = s.person('beta officer');
    const data = s.listed(officer, 'directory.recovery-certified', { key: testPgpKey('beta recovery') });
    const answer = await s.ask(officer, 'directory.recovery-certified', data);
    expect(answer).toMatchObject({ allowed: false, rule: 'people.root-decides' });
  });

  test('is nobody’s daily key, and a key that was given up never becomes one', async () => {
    const taken = { allowed: false, rule: 'directory.key-current' };
    const certify = (label: string) =>
      s.ask(s.root('beta'), 'directory.recovery-certified', recoveryOf(s, 'beta', label));
    expect(await certify('alpha')).toMatchObject(taken);
    await certifyRecovery(s, 'alpha', 'of alpha');
    expect(await certify('of alpha')).toMatchObject(taken);
    const officer = s.person('beta officer');
    const daily = s.certified('beta', undefined, testPgpKey('of alpha'));
    expect(await s.ask(officer, 'directory.key-certified', daily)).toMatchObject(taken);
    const root = s.root('alpha');
    const lost = { key: testPgpKey('of alpha').blob.sha256, reason: 'compromised' as const };
    await s.enact(root, 'directory.recovery-withdrawn', s.listed(root, 'directory.recovery-withdrawn', lost));
    expect(await certify('of alpha')).toMatchObject(taken);
  });

  test('is withdrawn only while it is the one that is certified', async () => {
    const root = s.root('beta');
    const data = { key: testPgpKey('beta recovery').blob.sha256, reason: 'lost' as const };
    const answer = await s.ask(
      root,
      'directory.recovery-withdrawn',
      s.listed(root, 'directory.recovery-withdrawn', data),
    );
    expect(answer).toMatchObject({ allowed: false, rule: 'directory.key-current' });
  });
});
