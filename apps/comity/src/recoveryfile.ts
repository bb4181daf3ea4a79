import { readFile } from 'node:fs/promises';
import { codeFromSheets, drillRecovery, type RecoveryFile, readRecoveryFile } from '@comity/seal';
import { CommandError } from './errors.ts';
import { writePrivate } from './keyring.ts';

/** Opens the key with its code and reads a message with it. Throws as `openRecovery`, or `comity.drill-failed`. */
export async function drill(file: RecoveryFile, code: string, at: string): Promise<void> {
  if (await drillRecovery(file, code, at)) return;
  throw new CommandError('comity.drill-failed', 'The recovery key did not open what was sealed to it.');
}

export const writeRecovery = (path: string, file: RecoveryFile, flags: 'w' | 'wx' = 'w'): Promise<void> =>
  writePrivate(path, `${JSON.stringify(file, null, 2)}\n`, flags);

/** Throws `comity.not-a-recovery-file`. */
export async function readRecovery(path: string): Promise<RecoveryFile> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const found = readRecoveryFile(text);
  if (found) return found;
  throw new CommandError('comity.not-a-recovery-file', `${path} does not hold the recovery key of a State.`);
}

/** The code, as it was given: whole, or by two sheets. Throws `comity.no-recovery-code`, and what sheets throw. */
export async function codeGiven(given: {
  readonly code?: string;
  readonly sheet?: readonly string[];
}): Promise<string> {
  const sheets = given.sheet ?? [];
  if (sheets.length === 2) return codeFromSheets(sheets[0]!, sheets[1]!);
  const code = given.code ?? process.env.COMITY_RECOVERY_CODE;
  if (code && sheets.length === 0) return code;
  throw new CommandError(
    'comity.no-recovery-code',
    'The file opens with the recovery code, or with two of its three sheets.',
    'Set COMITY_RECOVERY_CODE, or give --code CODE, or --sheet twice. Nothing was changed.',
  );
}
