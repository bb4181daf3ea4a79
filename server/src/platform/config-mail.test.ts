import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMailConfig } from './config-mail.ts';

const folder = mkdtempSync(join(tmpdir(), 'comity-config-'));
const key = join(folder, 'dkim.pem');
writeFileSync(key, 'a key');
afterAll(() => rmSync(folder, { recursive: true }));

const SMTP = { COMITY_SMTP: 'smtps://user:secret@mx.example' };

describe('how notices leave', () => {
  it('is not said by default', () => {
    expect(readMailConfig({})).toBeUndefined();
    expect(readMailConfig({ COMITY_SMTP: '', COMITY_BOUNCES: '' })).toBeUndefined();
  });

  it('comes from the environment, all of it or the server alone', () => {
    expect(readMailConfig(SMTP)).toEqual({ smtp: SMTP.COMITY_SMTP });
    const all = {
      ...{ ...SMTP, COMITY_MAIL_FROM: 'notices@body.example', COMITY_BOUNCES: 'bounces' },
      ...{ COMITY_DKIM_KEY: key, COMITY_DKIM_SELECTOR: 's1' },
    };
    expect(readMailConfig(all)).toEqual({
      ...{ smtp: SMTP.COMITY_SMTP, from: 'notices@body.example', bounces: resolve('bounces') },
      dkim: { key, selector: 's1', domain: 'body.example' },
    });
  });

  it('is refused where it cannot be right, and a password is never repeated', () => {
    const dkim = { COMITY_DKIM_KEY: key, COMITY_DKIM_SELECTOR: 's1' };
    const from = { COMITY_MAIL_FROM: 'notices@body.example' };
    const wrong: [string, Record<string, string>][] = [
      ['COMITY_SMTP', { COMITY_SMTP: 'http://user:secret@mx.example' }],
      ['COMITY_SMTP', { COMITY_SMTP: 'secret' }],
      ['COMITY_MAIL_FROM', { ...SMTP, COMITY_MAIL_FROM: 'Body <notices@body.example>' }],
      ['COMITY_MAIL_FROM', from],
      ['COMITY_BOUNCES', { COMITY_BOUNCES: 'bounces' }],
      ['COMITY_DKIM_KEY', { ...SMTP, ...dkim }],
      ['COMITY_DKIM_KEY', { ...SMTP, ...from, COMITY_DKIM_KEY: key }],
      ['COMITY_DKIM_KEY', { ...SMTP, ...from, ...dkim, COMITY_DKIM_KEY: join(folder, 'none') }],
      ['COMITY_DKIM_SELECTOR', { ...SMTP, ...from, ...dkim, COMITY_DKIM_SELECTOR: 'a b' }],
    ];
    for (const [setting, env] of wrong) {
      const refused = expect.objectContaining({
        code: 'platform.bad-setting',
        detail: expect.stringMatching(`^${setting} `),
      });
      expect(() => readMailConfig(env), JSON.stringify(env)).toThrow(refused);
      expect(() => readMailConfig(env)).not.toThrow(/secret/);
    }
  });
});
