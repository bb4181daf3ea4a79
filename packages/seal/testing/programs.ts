import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a program answered. */
export interface Ran {
  readonly out: Uint8Array;
  readonly said: string;
  readonly ok: boolean;
}

/** A folder for files that are given to other programs by their path. */
export interface Desk {
  file(name: string, bytes: Uint8Array): string;
  path(name: string): string;
  read(name: string): Uint8Array;
  end(): void;
}

export function makeDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'comity-desk-'));
  const path = (name: string) => join(folder, name);
  return {
    path,
    file: (name, bytes) => {
      writeFileSync(path(name), bytes);
      return path(name);
    },
    read: (name) => (existsSync(path(name)) ? new Uint8Array(readFileSync(path(name))) : new Uint8Array()),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a program to its end. A test that needs one fails where there is none, with its name: nothing is skipped. */
export function runProgram(
  program: string,
  args: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Ran {
  const { stdout, stderr, status, error } = spawnSync(program, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (error)
    throw new Error(`The program ${program} is needed and was not found: apt-get install ${program}`);
  return { out: new Uint8Array(stdout), said: stderr.toString(), ok: status === 0 };
}
