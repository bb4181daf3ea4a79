import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { readPush } from './config-push.ts';

const folder = mkdtempSync(join(tmpdir(), 'comity-push-'));
const file = join(folder, 'push.json');
afterAll(() => rmSync(folder, { recursive: true }));

const ONE = { host: 'push.example', service: 'Browsers of Alderia' };
const written = (value: unknown): string => {
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};

describe('push services', () => {
  it('are none by default', () => {
    expect(readPush(undefined)).toEqual([]);
    expect(readConfig({})).not.toHaveProperty('push');
  });

  it('come from a file, each with whose it is', () => {
    const below = { ...ONE, host: '*.push.example:8443' };
    expect(readConfig({ COMITY_PUSH: written([ONE, below]) }).push).toEqual([
      { ...ONE, isPrivate: false },
      { ...below, isPrivate: false },
    ]);
    const authority = join(folder, 'authority.pem');
    writeFileSync(authority, 'PEM');
    expect(readPush(written([{ ...ONE, private: true, ca: authority }]))).toEqual([
      { ...ONE, isPrivate: true, ca: 'PEM' },
    ]);
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['no list', ONE, 'not as it must be'],
    ['no owner', [{ host: 'push.example' }], '“0.service”'],
    ['an address for a host', [{ ...ONE, host: 'https://push.example/' }], '“0.host”'],
    ['everything', [{ ...ONE, host: '*' }], '“0.host”'],
    ['all of a country', [{ ...ONE, host: '*.example' }], '“0.host”'],
    ['a star within', [{ ...ONE, host: 'push.*.example' }], '“0.host”'],
    ['an unknown member', [{ ...ONE, secret: 'x' }], 'not as it must be'],
    ['one host twice', [ONE, ONE], 'not as it must be'],
    ['an authority that is not there', [{ ...ONE, ca: '/nowhere.pem' }], 'cannot be read'],
  ])('are refused with %s', (_, value, says) => {
    expect(() => readPush(written(value))).toThrow(
      expect.objectContaining({ code: 'platform.bad-setting', detail: expect.stringContaining(says) }),
    );
  });
});
