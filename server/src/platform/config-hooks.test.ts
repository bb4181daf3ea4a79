import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { readHooks } from './config-hooks.ts';

const folder = mkdtempSync(join(tmpdir(), 'comity-hooks-'));
const file = join(folder, 'hooks.json');
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = 'a secret of thirty-two characters';
const SMS = {
  id: 'sms',
  way: 'sms',
  service: 'Texts of Alderia',
  url: 'https://sms.example/in',
  secret: SECRET,
};
const written = (value: unknown): string => {
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};
const complaint = (value: unknown): string => {
  try {
    readHooks(written(value));
  } catch (error) {
    return (error as { detail: string }).detail;
  }
  throw new Error('It was taken.');
};

describe('services that ring', () => {
  it('are none by default', () => {
    expect(readHooks(undefined)).toEqual([]);
    expect(readConfig({})).not.toHaveProperty('hooks');
  });

  it('come from a file, each with whose it is', () => {
    const hooks = [{ ...SMS, isPrivate: false }];
    expect(readConfig({ COMITY_HOOKS: written([SMS]) }).hooks).toEqual(hooks.map(({ ...hook }) => hook));
    const authority = join(folder, 'authority.pem');
    writeFileSync(authority, 'PEM');
    expect(readHooks(written([{ ...SMS, ca: authority }]))[0]).toMatchObject({ ca: 'PEM' });
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['no list', SMS, 'not as it must be'],
    ['a short secret', [{ ...SMS, secret: 'short' }], '“0.secret”'],
    ['no owner', [{ ...SMS, service: '' }], '“0.service”'],
    ['an unknown member', [{ ...SMS, sender: 'x' }], 'not as it must be'],
    ['one id twice', [SMS, SMS], 'not as it must be'],
    ['an open line', [{ ...SMS, url: 'http://sms.example/in' }], 'not https'],
    ['an open line in the house', [{ ...SMS, url: 'http://10.0.0.1/in', private: true }], 'not https'],
    ['an open line to this machine, not allowed', [{ ...SMS, url: 'http://127.0.0.1/in' }], 'not https'],
    ['a password in its address', [{ ...SMS, url: 'https://a:b@sms.example' }], 'password'],
    ['an authority that is not there', [{ ...SMS, ca: '/nowhere.pem' }], 'cannot be read'],
  ])('are refused with %s, and nothing of a secret is said', (_, value, says) => {
    expect(complaint(value)).toContain(says);
    expect(complaint(value)).not.toContain(SECRET);
  });

  it('are refused where there is no file', () => {
    expect(() => readHooks(join(folder, 'none'))).toThrow('cannot be read');
  });

  it('may be on this machine, unencrypted, where that was allowed', () => {
    const local = { ...SMS, url: 'http://127.0.0.1:8080/in', private: true };
    expect(readHooks(written([local]))[0]).toMatchObject({ isPrivate: true });
  });
});
