import { actOnDirectory } from '@comity/client';
import { fromBase64 } from '@comity/log';
import { makeRecovery, openRecovery, type RecoveryFile, sheetsOf } from '@comity/seal';
import type { Command } from 'commander';
import { uploadKey } from '../contacts.ts';
import { noteCustody } from '../custody.ts';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { openThread, readDirectory } from '../messages.ts';
import { readTerms } from '../messageterms.ts';
import { codeGiven, drill, readRecovery, writeRecovery } from '../recoveryfile.ts';
import { conversationOf } from './conversations.ts';
import { openedLines, openedValue } from './opened.ts';
import { placed } from './performing.ts';
import {
  type Acting,
  type Answer,
  actingAs,
  actingWith,
  collect,
  describe,
  does,
  findIdentity,
  identityOf,
  type Setting,
} from './setting.ts';

const REASONS = ['compromised', 'lost', 'superseded'] as const;

interface Opening {
  readonly file: string;
  readonly code?: string;
  readonly sheet?: readonly string[];
}
const withFile = (command: Command): Command =>
  command.requiredOption('--file <file>', 'the file that holds the recovery key');
const withCode = (command: Command): Command =>
  withFile(command)
    .option('--code <code>', 'the recovery code (better: COMITY_RECOVERY_CODE, or --sheet)')
    .option('--sheet <digits>', 'one of two sheets; give it twice', collect);

/** The key with which a State reads what was sent to its contacts, when nobody else can. */
export function recoveryCommands(program: Command): void {
  const recovery = describe(
    program.command('recovery'),
    'The recovery key of your State: peers seal to it too, and see that they do.',
  );
  describe(
    recovery
      .command('make')
      .option('--out <file>', 'where to keep it (default: PARTICIPANT.recovery.json)')
      .option('--sheets', 'print the code on three sheets, of which two are needed')
      .option('--post-quantum', 'make the post-quantum half too'),
    'Make a recovery key; the code that opens it is shown once, or stands on three sheets.',
    'recovery make --sheets --as alderia-root',
  ).action(does(make));
  describe(
    withCode(recovery.command('drill')),
    'Open it with the code as on the worst day, and read a message with it; before it is certified, and every year.',
    'recovery drill --file alderia.recovery.json --sheet 4F2K9-… --sheet 9XB1C-…',
  ).action(does(doDrill));
  describe(
    withFile(recovery.command('certify')),
    'Root: certify it, once a drill has passed; an earlier one ends, and still opens what was sealed to it.',
    'recovery certify --file alderia.recovery.json --as alderia-root',
  ).action(does(certify));
  describe(
    recovery.command('withdraw').requiredOption('--reason <why>', REASONS.join(', ')),
    'Withdraw the recovery key that is certified: nobody seals to it any more.',
    'recovery withdraw --reason superseded --as alderia-root',
  ).action(does(withdraw));
  describe(
    withCode(recovery.command('open').argument('<thread|message>')),
    'Open a thread with the recovery key, with every check in a line.',
    'recovery open thr_… --file alderia.recovery.json --as ana',
  ).action(does(open));
}

interface MakeOptions {
  readonly out?: string;
  readonly sheets?: boolean;
  readonly postQuantum?: boolean;
}

async function make(setting: Setting, options: MakeOptions): Promise<Answer> {
  const { participant, trust } = await identityOf(setting);
  const path = options.out ?? `${participant}.recovery.json`;
  const { file, code } = await makeRecovery({
    body: trust.body,
    participant,
    at: new Date().toISOString(),
    postQuantum: options.postQuantum ?? false,
  });
  const sheets = options.sheets ? await sheetsOf(code) : undefined;
  await writeRecovery(path, file, 'wx');
  const written = sheets ? await writeSheets(path, file, sheets) : [];
  return {
    value: { file: path, fingerprint: file.fingerprint, ...(sheets ? { sheets: written } : { code }) },
    lines: [
      `Made: ${path}, key ${file.fingerprint.toUpperCase()}. It opens with the code and with nothing else.`,
      ...(sheets
        ? [
            ...written.map((name) => `  ${name}`),
            'Print each, put them in three places, and delete the files.',
          ]
        : [`The code, shown this once: ${code}`]),
      `Next: comity recovery drill --file ${path}`,
    ],
  };
}

/** A sheet says what it is for, what else is needed, and what to do: whoever finds it in ten years knows nothing. */
const sheetText = (file: RecoveryFile, digits: string, place: number) =>
  [
    `RECOVERY SHEET ${place} OF 3 — ${file.participant}`,
    '',
    `    ${digits}`,
    '',
    'Two of the three sheets open the recovery key of this State; one alone says nothing about it.',
    `Key      ${file.fingerprint.toUpperCase()}`,
    `Body     ${file.body}`,
    'To use   comity recovery open THREAD --file FILE --sheet "…" --sheet "…"',
    'Whoever holds two sheets and the file reads every message of this State.',
    '',
  ].join('\n');

async function writeSheets(path: string, file: RecoveryFile, sheets: readonly string[]): Promise<string[]> {
  const names = sheets.map((_, i) => `${path.replace(/\.json$/, '')}.sheet-${i + 1}.txt`);
  for (const [i, digits] of sheets.entries())
    await writePrivate(names[i]!, sheetText(file, digits, i + 1), 'wx');
  return names;
}

async function doDrill(setting: Setting, options: Opening): Promise<Answer> {
  const file = await readRecovery(options.file);
  const at = new Date().toISOString();
  await drill(file, await codeGiven(options), at);
  await writeRecovery(options.file, { ...file, drilled: at });
  const noted = await noteDrill(setting, file);
  return {
    value: { file: options.file, drilled: at, noted },
    lines: [
      'The drill passed: the key opened a message that was sealed to it.',
      ...(noted
        ? ['Noted for your State: comity custody show']
        : ['Not noted with the host: say who acts with --as NAME.']),
      `Next, by the root: comity recovery certify --file ${options.file}`,
    ],
  };
}

/** A drill is worth as much on a machine without network: then only the file says when it was. */
async function noteDrill(setting: Setting, { participant, fingerprint }: RecoveryFile): Promise<boolean> {
  const identity = await findIdentity(setting).catch(() => undefined);
  if (identity?.participant !== participant) return false;
  try {
    const { connection } = await (await actingWith(setting, identity)).session();
    await noteCustody(connection, { kind: 'drilled', subject: fingerprint, says: '' });
    return true;
  } catch (error) {
    setting.terminal.note(`Not noted: ${(error as Error).message}`);
    return false;
  }
}

async function certify(setting: Setting, options: { file: string }): Promise<Answer> {
  const file = await readRecovery(options.file);
  const acting = await actingAs(setting);
  assertOwn(file, acting);
  if (!file.drilled) throw notDrilled(options.file);
  const { connection: reader } = await acting.session();
  const { fingerprint } = file;
  const key = await uploadKey(reader, {
    publicKey: fromBase64(file.openpgp),
    fingerprint,
    ...(file.hybrid ? { hybrid: file.hybrid } : {}),
  });
  const { hand } = await acting.unlocked();
  const { connection, trust } = acting.place;
  const type = 'directory.recovery-certified';
  const receipt = await actOnDirectory(connection, trust, hand, type, key, { offline: true });
  return placed(
    receipt,
    `Certified: the recovery key ${fingerprint.toUpperCase()}. Peers seal to it from now on.`,
    {
      fingerprint,
    },
  );
}

const notDrilled = (path: string) =>
  new CommandError(
    'comity.not-drilled',
    'Nobody has opened this key with its code yet: what does not open now opens nothing on the worst day.',
    `First: comity recovery drill --file ${path}. Nothing was sent.`,
  );

function assertOwn(file: RecoveryFile, { identity }: Acting): void {
  if (file.participant === identity.participant && file.body === identity.trust.body) return;
  throw refusal(
    'comity.foreign-recovery-file',
    `The file holds the recovery key of ${file.participant}, not that of ${identity.participant} in this body.`,
    'Nothing was sent.',
  );
}

async function withdraw(setting: Setting, options: { reason: string }): Promise<Answer> {
  const reason = REASONS.find((one) => one === options.reason);
  if (!reason)
    throw new CommandError(
      'comity.which-option',
      `--reason cannot be “${options.reason}”.`,
      `One of: ${REASONS.join(', ')}. Nothing was sent.`,
    );
  const acting = await actingAs(setting);
  const { connection: reader } = await acting.session();
  const { participant } = acting.identity;
  const own = (await readDirectory(reader)).find((c) => c.participant === participant && c.recovery);
  if (!own?.recovery)
    throw refusal('comity.no-recovery-key', `${participant} has no recovery key.`, 'Nothing was sent.');
  const { hand } = await acting.unlocked();
  const { connection, trust } = acting.place;
  const wish = { key: own.recovery.blob, reason };
  const how = hand.person ? {} : { offline: true as const };
  const receipt = await actOnDirectory(connection, trust, hand, 'directory.recovery-withdrawn', wish, how);
  return placed(receipt, `Withdrawn: the recovery key (${reason}).`);
}

async function open(setting: Setting, options: Opening, id: string): Promise<Answer> {
  const file = await readRecovery(options.file);
  const acting = await actingAs(setting);
  assertOwn(file, acting);
  const { privateKey, hybrid } = await openRecovery(file, await codeGiven(options));
  const { thread, messages } = await conversationOf(acting, id);
  const { connection: reader } = await acting.session();
  const opener = { reader, participant: file.participant, keys: [{ privateKey }], hybrid };
  const opened = await openThread(opener, messages);
  const shown = id === thread ? opened : opened.filter(([m]) => m.message === id);
  const terms = await readTerms(reader, 'en');
  return {
    value: { thread, messages: shown.map(openedValue) },
    lines: shown.flatMap((one) => openedLines(one, terms)),
    exit: shown.every(([, { kind }]) => kind !== 'refused') ? 0 : 1,
  };
}
