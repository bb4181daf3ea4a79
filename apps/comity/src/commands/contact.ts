import { dataOf } from '@comity/client';
import { inspectPublicKey } from '@comity/seal';
import type { Command } from 'commander';
import { readContactFile } from '../contactfile.ts';
import { holdContact, makeContactKey, makeHybridHalf } from '../contactkeys.ts';
import {
  amend,
  certifyKey,
  type KeyWish,
  nominate,
  recordFromNote,
  removeContact,
  withdrawKey,
} from '../contacts.ts';
import { CommandError, refusal } from '../errors.ts';
import { readFields } from '../fields.ts';
import { exportPublicKey } from '../gpg.ts';
import { readContactRequest } from '../keyrequest.ts';
import { type Identity, listIdentities, readIdentity } from '../keyring.ts';
import { hashNote } from '../notes.ts';
import { plain } from '../terminal.ts';
import { readBytes } from './paperacts.ts';
import { placed } from './performing.ts';
import { type Acting, type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

const CLASSES = ['diplomatic', 'technical'] as const;
const REASONS = ['compromised', 'lost', 'superseded'] as const;

interface ContactOptions {
  readonly class?: string;
  readonly roster?: readonly string[];
  readonly field?: readonly string[];
}

const withDescription = (command: Command): Command =>
  command
    .option('--class <class>', 'diplomatic or technical')
    .option('--field <path=value[:readers]>', 'what is said of it: see directory fields', collect);

/** What a State does to its own list, and the secretariat from a note. */
export function contactCommands(directory: Command): void {
  describe(
    withDescription(directory.command('nominate'))
      .option('--roster <per...>', 'the people on duty, by id: they send and open messages')
      .option(
        '--from-file <file>',
        'take fields from a security.txt or a description by RFC 2350; --field goes before',
      ),
    'Nominate a point of contact in the name of your State.',
    'directory nominate --class technical --roster per_… --field institution="National CERT" --field languages=en,fr',
    'directory nominate --class technical --roster per_… --from-file rfc2350.txt',
  ).action(does(doNominate));
  describe(
    withDescription(directory.command('amend').argument('<con>')).option(
      '--roster <per...>',
      'the whole roster from now on',
    ),
    'Change what the directory says of a contact; what is not named stays.',
    'directory amend con_… --field hours=24/7',
  ).action(does(doAmend));
  describe(
    directory.command('remove').argument('<con>'),
    'Remove a point of contact.',
    'directory remove con_…',
  ).action(does(doRemove));
  describe(
    directory
      .command('key')
      .argument('<con>')
      .option('--request <file>', 'as the contact made it: comity key contact CON')
      .option('--gpg <fingerprint>', 'a key that gpg holds on this machine')
      .option('--make', 'make a key here, and keep it with somebody on the roster')
      .option('--for <name>', 'with --make: the identity that keeps it')
      .option('--post-quantum', 'with --make: make the post-quantum half too, for the outer seal')
      .option('--demand-post-quantum', 'take no message for this contact without the outer seal'),
    'Certify the key that messages for a contact are sealed to; an earlier one ends.',
    'directory key con_… --request con.request.json',
  ).action(does(certify));
  describe(
    directory.command('withdraw-key').argument('<con>').requiredOption('--reason <why>', REASONS.join(', ')),
    'Withdraw the key of a contact: nobody seals to it any more.',
    'directory withdraw-key con_… --reason lost',
  ).action(does(withdraw));
  describe(
    withDescription(directory.command('record'))
      .requiredOption('--participant <id>', 'the State that the note is from')
      .requiredOption('--note <file>', 'the note verbale; its hash stands on the record')
      .requiredOption('--note-number <number>', 'its number'),
    'Secretariat: enter a contact from a note verbale, marked as not yet signed by its State.',
    'directory record --participant corvania --class diplomatic --note NV-7.pdf --note-number NV/7 --field institution=…',
  ).action(does(record));
}

function oneOf<T extends string>(given: string | undefined, known: readonly T[], option: string): T {
  const found = known.find((k) => k === given);
  if (found) return found;
  const says = given === undefined ? `${option} is missing.` : `${option} cannot be “${given}”.`;
  throw new CommandError('comity.which-option', says, `One of: ${known.join(', ')}. Nothing was sent.`);
}

async function doNominate(
  setting: Setting,
  options: ContactOptions & { readonly fromFile?: string },
): Promise<Answer> {
  const file = options.fromFile === undefined ? undefined : await readBytes(options.fromFile);
  const read = file && readContactFile(file, Date.now());
  const wish = {
    class: oneOf(options.class, CLASSES, '--class'),
    roster: options.roster ?? [],
    fields: { ...read?.fields, ...readFields(options.field).fields },
  };
  for (const line of read?.besides ?? []) setting.terminal.note(`Not entered: ${plain(line)}`);
  const { place, unlocked } = await actingAs(setting);
  const { contact, receipt } = await nominate(place, (await unlocked()).hand, wish);
  const answer = placed(receipt, `Nominated: ${contact}.`, { contact });
  const next = `Next, by somebody on the roster: comity key contact ${contact}`;
  return { ...answer, lines: [...answer.lines, next] };
}

/** The contact as it stands now. Throws `directory.contact-not-found`. */
const standing = async ({ place }: Acting, contact: string) =>
  dataOf(
    await place.connection.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact } } }),
  );

async function doAmend(setting: Setting, options: ContactOptions, contact: string): Promise<Answer> {
  const { fields, without } = readFields(options.field);
  const acting = await actingAs(setting);
  const { version } = await standing(acting, contact);
  const receipt = await amend(acting.place, (await acting.unlocked()).hand, {
    contact,
    base: version,
    fields,
    without,
    ...(options.class === undefined ? {} : { class: oneOf(options.class, CLASSES, '--class') }),
    ...(options.roster ? { roster: options.roster } : {}),
  });
  return placed(receipt, `Amended: ${contact}.`);
}

async function doRemove(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const acting = await actingAs(setting);
  await standing(acting, contact);
  const receipt = await removeContact(acting.place, (await acting.unlocked()).hand, contact);
  return placed(receipt, `Removed: ${contact}.`);
}

interface KeyOptions {
  readonly request?: string;
  readonly gpg?: string;
  readonly make?: boolean;
  readonly for?: string;
  readonly postQuantum?: boolean;
  readonly demandPostQuantum?: boolean;
}

async function certify(setting: Setting, options: KeyOptions, contact: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { roster } = await standing(acting, contact);
  const key = await keyFor(setting, options, acting, contact, roster);
  if (options.demandPostQuantum && !key.hybrid) throw nothingToDemand();
  const reader = await acting.session();
  const receipt = await certifyKey(acting.place, reader.connection, (await acting.unlocked()).hand, {
    contact,
    ...key,
    demanded: options.demandPostQuantum ?? false,
  });
  const { fingerprint, hybrid } = key;
  const both = hybrid ? ', with its post-quantum half' : '';
  return placed(receipt, `Certified for ${contact}: key ${fingerprint.toUpperCase()}${both}.`, {
    fingerprint,
    ...(hybrid ? { hybrid } : {}),
  });
}

const nothingToDemand = () =>
  new CommandError(
    'comity.no-hybrid-key',
    'A post-quantum seal can be demanded only by a contact that has a key for it.',
    'Make one: comity key contact CON --post-quantum. Nothing was sent.',
  );

async function keyFor(
  setting: Setting,
  options: KeyOptions,
  { identity }: Acting,
  contact: string,
  roster: readonly string[],
): Promise<KeyWish> {
  if ([options.request, options.gpg, options.make].filter(Boolean).length !== 1) {
    throw new CommandError(
      'comity.which-key',
      'Which key?',
      'Give --request FILE, --gpg FINGERPRINT or --make.',
    );
  }
  if (options.request !== undefined) return readContactRequest(options.request, identity, contact);
  if (options.gpg !== undefined) {
    const publicKey = await exportPublicKey(options.gpg);
    const { fingerprint, expires } = await inspectPublicKey(publicKey, new Date().toISOString());
    for (const keeper of await onRoster(setting.keys, identity, roster))
      await holdContact(setting.keys, keeper.name, { contact, fingerprint });
    return { publicKey, fingerprint, ...(expires ? { expires } : {}) };
  }
  const keeper = await keeperOf(setting, options, identity, roster);
  const made = await makeContactKey(setting.keys, keeper, contact, setting.terminal);
  const hybrid = options.postQuantum ? await makeHybridHalf(keeper) : undefined;
  await holdContact(setting.keys, keeper.name, { contact, ...made, ...(hybrid ? { hybrid } : {}) });
  return { ...made, ...(hybrid ? { hybrid: hybrid.recipient } : {}) };
}

/** Identities on this machine that stand on the roster. */
const onRoster = async (keys: string, { participant }: Identity, roster: readonly string[]) =>
  (await listIdentities(keys)).filter(
    (i) => i.participant === participant && i.person && roster.includes(i.person),
  );

async function keeperOf(
  setting: Setting,
  options: KeyOptions,
  identity: Identity,
  roster: readonly string[],
): Promise<Identity> {
  if (options.for !== undefined) return readIdentity(setting.keys, options.for);
  const found = await onRoster(setting.keys, identity, roster);
  if (found.length === 1) return found[0]!;
  throw new CommandError(
    'comity.who-keeps-the-key',
    found.length === 0
      ? 'Nobody on the roster of this contact has an identity on this machine.'
      : `Several on the roster are on this machine: ${found.map((i) => i.name).join(', ')}.`,
    'Say who keeps it with --for NAME, or let the contact make it: comity key contact CON. Nothing was made.',
  );
}

async function withdraw(setting: Setting, options: { reason: string }, contact: string): Promise<Answer> {
  const reason = oneOf(options.reason, REASONS, '--reason');
  const acting = await actingAs(setting);
  const { key } = await standing(acting, contact);
  if (!key) throw refusal('comity.contact-without-key', `The contact ${contact} has no key.`);
  const wish = { contact, key: key.blob, reason };
  const receipt = await withdrawKey(acting.place, (await acting.unlocked()).hand, wish);
  return placed(receipt, `Withdrawn: the key of ${contact} (${reason}).`);
}

interface RecordOptions extends ContactOptions {
  readonly participant: string;
  readonly note: string;
  readonly noteNumber: string;
}

async function record(setting: Setting, options: RecordOptions): Promise<Answer> {
  const { participant, noteNumber: number } = options;
  const sha256 = await hashNote(options.note);
  const { place, unlocked } = await actingAs(setting);
  const { contact, receipt } = await recordFromNote(place, (await unlocked()).hand, {
    participant,
    class: oneOf(options.class, CLASSES, '--class'),
    fields: readFields(options.field).fields,
    note: { number, sha256 },
  });
  return placed(receipt, `Entered from note ${number}, not yet signed: ${contact}.`, { contact });
}
