import type { Hand } from '@comity/client';
import { CommandError } from './errors.ts';
import { handOf, type Identity } from './keyring.ts';

/** The own key of an identity, ready to sign, and the passphrase that opened it, if there is one. */
export interface Unlocked {
  readonly hand: Hand;
  readonly passphrase?: string;
}

export async function unlock(identity: Identity): Promise<Unlocked> {
  const passphrase = await passphraseOf(identity);
  return { hand: await handOf(identity, passphrase), ...(passphrase === undefined ? {} : { passphrase }) };
}

/** The passphrase of an identity that is kept under one: from COMITY_PASSPHRASE, or asked for. */
export async function passphraseOf({ name, secret }: Identity): Promise<string | undefined> {
  if (secret.kept !== 'passphrase') return undefined;
  return process.env.COMITY_PASSPHRASE ?? ask(`Passphrase of ${name}: `);
}

const SHORTEST = 8;

/** A new passphrase: from COMITY_PASSPHRASE, or asked for twice. Throws `comity.passphrase-too-short`, `-differs`. */
export async function newPassphrase(): Promise<string> {
  const given = process.env.COMITY_PASSPHRASE ?? (await ask('New passphrase: '));
  if (given === undefined) {
    throw new CommandError(
      'comity.passphrase-needed',
      'Nobody is at the terminal to give a passphrase.',
      'Set COMITY_PASSPHRASE. Nothing was made.',
    );
  }
  if (given.length < SHORTEST) {
    throw new CommandError(
      'comity.passphrase-too-short',
      `A passphrase has at least ${SHORTEST} characters.`,
      'Nothing was made.',
    );
  }
  const again = process.env.COMITY_PASSPHRASE ?? (await ask('The same again: '));
  if (again === given) return given;
  throw new CommandError('comity.passphrase-differs', 'The two differ.', 'Nothing was made.');
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

/** Asks without showing what is typed; undefined where nobody is at the terminal. */
function ask(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return Promise.resolve(undefined);
  // Echo goes off before the question is asked: some type ahead.
  stdin.setRawMode(true).setEncoding('utf8').resume();
  stderr.write(question);
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = () => {
      stdin.off('data', read).setRawMode(false).pause();
      stderr.write('\n');
    };
    const read = (chunk: string) => {
      for (const key of chunk) {
        if (key === INTERRUPT) {
          finish();
          process.exit(130);
        }
        if (ENTER.has(key)) {
          finish();
          resolve(typed.join(''));
          return;
        }
        typed = ERASE.has(key) ? typed.slice(0, -1) : [...typed, key];
      }
    };
    stdin.on('data', read);
  });
}
