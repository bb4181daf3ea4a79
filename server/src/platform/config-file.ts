import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { platformError } from './errors.ts';

/** A file of settings that a variable names: what is wrong in it is said with the name of the variable. */
export class SettingsFile {
  readonly #setting: string;
  readonly #path: string;

  constructor(setting: string, path: string) {
    this.#setting = setting;
    this.#path = path;
  }

  bad(why: string): Error {
    return platformError('bad-setting', { detail: `${this.#setting} ${why}`, setting: this.#setting });
  }

  /** What it says. Throws `platform.bad-setting` with the place of the fault and `form`, and repeats nothing else of it. */
  read<T>(schema: z.ZodType<T>, form: string): T {
    const parsed = schema.safeParse(this.#parse());
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw this.bad(
      `names ${this.#path}, in which “${issue?.path.join('.') ?? ''}” is not as it must be. It is a list of ${form}.`,
    );
  }

  /** The PEM of an authority that certified a server, from the file that is named there. */
  readAuthority(path: string | undefined): { ca?: string } {
    return path === undefined ? {} : { ca: this.#text(resolve(path)) };
  }

  #parse(): unknown {
    try {
      return JSON.parse(this.#text(this.#path));
    } catch (error) {
      if (error instanceof SyntaxError) throw this.bad(`names ${this.#path}, which is not JSON.`);
      throw error;
    }
  }

  #text(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      throw this.bad(`names ${path}, which cannot be read.`);
    }
  }
}
