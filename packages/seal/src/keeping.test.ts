import { describe, expect, test } from 'vitest';
import {
  forHost,
  importMaster,
  type KeyBox,
  keyBox,
  lockKey,
  newMaster,
  type Opener,
  openKey,
  unwrapMaster,
  wrapMaster,
} from './keeping.ts';
import { newRecoveryCode } from './recovery.ts';

const master = newMaster();
const code = newRecoveryCode();
const prf = new Uint8Array(32).fill(5);
const OPENERS: Opener[] = [
  { by: 'passkey', credential: 'Y3JlZA', prf },
  { by: 'passphrase', passphrase: 'four quiet words here' },
  { by: 'recovery', code },
];
const box = async (...openers: Opener[]): Promise<KeyBox> => {
  const name = { contact: `con_${'a'.repeat(22)}`, fingerprint: 'ab'.repeat(20) };
  const key = await lockKey(await importMaster(master), name, new Uint8Array([1, 2, 3]));
  return { v: 1, wraps: await Promise.all(openers.map((o) => wrapMaster(master, o))), keys: [key] };
};

describe('the master key', () => {
  test('opens with each of what it was wrapped for, and a box is a box after JSON', async () => {
    const kept = keyBox.parse(JSON.parse(JSON.stringify(await box(...OPENERS))));
    for (const opener of OPENERS) expect(await unwrapMaster(kept, opener)).toEqual(master);
  });

  test('opens with nothing else, and says what was wrong', async () => {
    const kept = await box(...OPENERS);
    const no = (opener: Opener, expected: string) =>
      expect(unwrapMaster(kept, opener)).rejects.toMatchObject({ code: expected });
    await no({ by: 'passkey', credential: 'Y3JlZA', prf: new Uint8Array(32) }, 'seal.wrong-passkey');
    await no({ by: 'passkey', credential: 'other', prf }, 'seal.wrong-passkey');
    await no({ by: 'passphrase', passphrase: 'four quiet words  here' }, 'seal.wrong-passphrase');
    await no({ by: 'recovery', code: newRecoveryCode() }, 'seal.wrong-recovery-code');
    await no({ by: 'recovery', code: code.slice(1) }, 'seal.mistyped-recovery-code');
  });

  test('takes a passphrase however its accents are written', async () => {
    const kept = await box({ by: 'passphrase', passphrase: 'clé de secours' });
    expect(await unwrapMaster(kept, { by: 'passphrase', passphrase: 'cle\u0301 de secours' })).toEqual(
      master,
    );
  });

  test('never opens where a wrap is passed off as one of another kind', async () => {
    const { wraps, keys } = await box({ by: 'recovery', code });
    const { by: _, ...rest } = wraps[0]! as Extract<KeyBox['wraps'][number], { by: 'recovery' }>;
    const forged: KeyBox = { v: 1, wraps: [{ by: 'passkey', credential: 'Y3JlZA', ...rest }], keys };
    await expect(unwrapMaster(forged, OPENERS[0]!)).rejects.toMatchObject({ code: 'seal.wrong-passkey' });
  });
});

describe('a kept key', () => {
  test('opens under its own name only', async () => {
    const kept = await box(OPENERS[2]!);
    const key = await importMaster(master);
    const [first] = kept.keys;
    expect(await openKey(key, first!)).toEqual(new Uint8Array([1, 2, 3]));
    const changes = [
      { contact: `con_${'b'.repeat(22)}` },
      { fingerprint: 'cd'.repeat(20) },
      {
        box: `A${first!.box.slice(1)}` === first!.box ? `B${first!.box.slice(1)}` : `A${first!.box.slice(1)}`,
      },
    ];
    for (const change of changes) {
      await expect(openKey(key, { ...first!, ...change })).rejects.toMatchObject({
        code: 'seal.kept-key-damaged',
      });
    }
    await expect(openKey(await importMaster(newMaster()), first!)).rejects.toMatchObject({
      code: 'seal.kept-key-damaged',
    });
  });
});

describe('what a host keeps', () => {
  test('is never wrapped by a passphrase, and is nothing where nothing else is', async () => {
    const kept = await box(...OPENERS);
    expect(forHost(kept)!.wraps.map((w) => w.by)).toEqual(['passkey', 'recovery']);
    expect(forHost(await box(OPENERS[1]!))).toBeUndefined();
  });

  test('is refused with unknown members, endless costs, or too many', async () => {
    const kept = await box(...OPENERS);
    const [passkey, passphrase] = kept.wraps;
    const bad: unknown[] = [
      { ...kept, extra: 1 },
      { ...kept, wraps: [] },
      { ...kept, wraps: Array(17).fill(passkey) },
      { ...kept, wraps: [{ ...passphrase, memory: 2 ** 30 }] },
      { ...kept, wraps: [{ ...passphrase, passes: 1000 }] },
      { ...kept, keys: [{ ...kept.keys[0], contact: 'con_<b>' }] },
      { ...kept, v: 2 },
    ];
    for (const one of bad)
      expect(keyBox.safeParse(one).success, JSON.stringify(one).slice(0, 80)).toBe(false);
  });
});
