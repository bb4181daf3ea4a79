import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const fault = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    const { code, detail } = error as { code: string; detail: string };
    return { code, detail };
  }
  return undefined;
};

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      dataFolder: resolve('.comity'),
      head: resolve('.comity/head'),
      port: 3000,
      host: 'localhost',
    });
    expect(readConfig({ PORT: '', DATABASE_URL: '', COMITY_ORIGIN: '' })).toEqual(readConfig({}));
  });

  it('comes from the environment, and the command line wins', () => {
    const env = {
      PORT: '0',
      HOST: '0.0.0.0',
      COMITY_DATA: '/srv/comity',
      DATABASE_URL: 'postgres://u:p@db/comity',
      COMITY_ORIGIN: 'https://comity.example',
    };
    expect(readConfig(env)).toEqual({
      dataFolder: resolve('/srv/comity'),
      head: resolve('/srv/comity/head'),
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgres://u:p@db/comity',
      origin: 'https://comity.example',
    });
    expect(readConfig(env, { port: 8080, dataFolder: 'x' })).toMatchObject({
      port: 8080,
      dataFolder: resolve('x'),
    });
  });

  it('refuses a bad value with its variable and the next step', () => {
    const wrong: [string, string][] = [
      ['PORT', '80a'],
      ['PORT', '65536'],
      ['PORT', '-1'],
      ['HOST', 'a b'],
      ['DATABASE_URL', 'mysql://u:secret@db/x'],
      ['DATABASE_URL', 'secret'],
      ['COMITY_ORIGIN', 'comity.example'],
      ['COMITY_ORIGIN', 'https://comity.example/'],
      ['COMITY_ORIGIN', 'ftp://comity.example'],
    ];
    for (const [name, value] of wrong) {
      const found = fault({ [name]: value });
      expect(found, `${name}=${value}`).toMatchObject({ code: 'platform.bad-setting' });
      expect(found?.detail.startsWith(name)).toBe(true);
      expect(found?.detail).toMatch(/Set it to|Correct it|Write/);
    }
  });

  it('never repeats a database address: it may hold a password', () => {
    expect(fault({ DATABASE_URL: 'mysql://u:secret@db/x' })?.detail).not.toContain('secret');
  });
});
