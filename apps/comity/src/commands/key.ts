import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeKey, formats, idOfKey, newId, type PublicKey, parseWith } from '@comity/acts';
import { connect, type TrustedBody } from '@comity/client';
import { ed25519Signer, fromHex, toHex } from '@comity/log';
import { inspectPublicKey } from '@comity/seal';
import type { Command } from 'commander';
import { holdContact, makeContactKey, makeHybridHalf } from '../contactkeys.ts';
import { CommandError } from '../errors.ts';
import { exportPublicKey } from '../gpg.ts';
import { openpgpKeyOf, requestContact, requestPerson } from '../keyrequest.ts';
import {
  type Identity,
  listIdentities,
  lockSeed,
  readIdentity,
  removeIdentity,
  type Secret,
  saveIdentity,
  writePrivate,
} from '../keyring.ts';
import { newPassphrase, passphraseOf } from '../passphrase.ts';
import { pairs, table } from '../terminal.ts';
import { FIRST_USE, readTrust } from '../trust.ts';
import { handOverCommands } from './handover.ts';
import { type Answer, describe, does, identityOf, readAbout, type Setting, serverUrl } from './setting.ts';

interface MakeOptions {
  readonly participant: string;
  readonly name?: string;
  readonly root?: boolean;
  readonly person?: string;
  readonly trust?: string;
  readonly passphrase?: boolean;
  readonly out?: string;
}
interface ImportOptions extends MakeOptions {
  readonly gpg?: string;
  readonly seed?: string;
}

const asWho = (command: Command): Command =>
  command
    .requiredOption('--participant <id>', 'the participant that the key acts for')
    .option('--name <name>', 'what to call the identity here (default: the participant, or PARTICIPANT-root)')
    .option('--root', 'the root of the participant, which certifies its people; else the key of a person')
    .option('--person <per>', 'the person, where it stands on the record already (a further key)')
    .option('--trust <file>', 'body and key of its log, as your ministry has them (default: asks the server)')
    .option('--passphrase', 'keep the secret under a passphrase (asked for, or COMITY_PASSPHRASE)')
    .option('--out <file>', 'where to write the key request (default: NAME.request.json)');

export function keyCommands(program: Command): void {
  const key = describe(program.command('key'), 'Make, import and keep the keys that you act with.');
  describe(
    asWho(key.command('make')),
    'Make a key on this machine, and a key request to hand to the administrator; the secret stays here.',
    'key make --participant alderia --name ana --trust trust.json',
    'key make --participant alderia --root --passphrase',
  ).action(does(make));
  describe(
    asWho(key.command('import')),
    'Act with a key that exists: one that gpg holds (also on a card), or an Ed25519 seed in a file.',
    'key import --participant alderia --gpg 0123456789ABCDEF0123456789ABCDEF01234567',
    'key import --participant alderia --root --seed alderia.seed',
  )
    .option('--gpg <fingerprint>', 'the key that gpg holds')
    .option('--seed <file>', '32 bytes, or 64 hex digits')
    .action(does(importKey));
  describe(key.command('list'), 'List the identities on this machine.', 'key list').action(does(list));
  describe(
    key.command('show').argument('<name>'),
    'Show an identity: its ids and its public key, never the secret.',
    'key show ana',
  ).action(does(show));
  describe(
    key.command('request').argument('<name>').option('--out <file>', 'where to write it'),
    'Write the key request of a person again.',
    'key request ana --out ana.request.json',
  ).action(does(request));
  describe(
    key
      .command('contact')
      .argument('<con>', 'the contact')
      .option('--gpg <fingerprint>', 'the key that gpg holds, instead of a new one')
      .option('--post-quantum', 'make the post-quantum half too: for the outer seal, which gpg does not open')
      .option('--out <file>', 'where to write the request (default: CON.request.json)'),
    'Make the key to which messages for a contact are sealed, and a request to have it certified.',
    'key contact con_… --as ana',
  ).action(does(contact));
  handOverCommands(key);
  describe(
    key.command('remove').argument('<name>').option('--yes', 'really: what only this file holds is lost'),
    'Forget an identity on this machine; on the record nothing changes.',
    'key remove ana --yes',
  ).action(does(remove));
}

async function make(setting: Setting, options: MakeOptions): Promise<Answer> {
  const seed = new Uint8Array(randomBytes(32));
  return keepSeed(setting, options, seed);
}

async function importKey(setting: Setting, options: ImportOptions): Promise<Answer> {
  if ((options.gpg === undefined) === (options.seed === undefined)) {
    throw new CommandError('comity.which-key', 'Which key?', 'Give --gpg FINGERPRINT or --seed FILE.');
  }
  if (options.seed !== undefined) return keepSeed(setting, options, await readSeedFile(options.seed));
  if (options.root) {
    throw new CommandError(
      'comity.root-is-ed25519',
      'A root is an Ed25519 key in a file; gpg holds keys of people and contacts.',
      'Make one with: comity key make --root. Keep it on a machine without network.',
    );
  }
  const { publicKey, fingerprint, userIds } = await readGpgKey(options.gpg!, 'signing');
  const key = openpgpKeyOf(publicKey, fingerprint);
  setting.terminal.note(`The user id of this key will be public on the record: ${userIds.join(', ')}`);
  return keep(setting, options, { kept: 'gpg', fingerprint }, key, undefined, publicKey);
}

async function readSeedFile(path: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await readFile(path));
  if (bytes.length === 32) return bytes;
  const text = new TextDecoder().decode(bytes).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return fromHex(text.toLowerCase());
  throw new CommandError('comity.bad-seed', `${path} holds neither 32 bytes nor 64 hex digits.`);
}

async function readGpgKey(name: string, needs: 'signing' | 'encryption') {
  const publicKey = await exportPublicKey(name);
  return { publicKey, ...(await inspectPublicKey(publicKey, new Date().toISOString(), needs)) };
}

async function keepSeed(setting: Setting, options: MakeOptions, seed: Uint8Array): Promise<Answer> {
  const passphrase = options.passphrase ? await newPassphrase() : undefined;
  const secret: Secret = passphrase ? lockSeed(seed, passphrase) : { kept: 'file', seed: toHex(seed) };
  const { publicKey } = await ed25519Signer(seed);
  return keep(setting, options, secret, describeKey('ed25519', publicKey), passphrase);
}

async function keep(
  setting: Setting,
  options: MakeOptions,
  secret: Secret,
  key: PublicKey,
  passphrase: string | undefined,
  openpgp?: Uint8Array,
): Promise<Answer> {
  const participant = parseWith(formats.participantId, options.participant, 'The participant');
  const name = options.name ?? (options.root ? `${participant}-root` : participant);
  const { url, trust, remarks } = await learnBody(setting, options.trust);
  const person = options.root ? {} : { person: options.person ?? newId('per') };
  const identity: Identity = { v: 1, name, url, trust, participant, secret, key, ...person };
  await saveIdentity(setting.keys, identity);
  for (const line of remarks) setting.terminal.note(line);
  if (options.root) return madeRoot(identity);
  return madePerson(identity, await writeRequest(identity, passphrase, options.out, openpgp));
}

/** Body and key of its log: from a file where there is one, else from the server, which is then said. */
async function learnBody(
  setting: Setting,
  path: string | undefined,
): Promise<{ url: string; trust: TrustedBody; remarks: string[] }> {
  if (path !== undefined) {
    const { body, key, url } = await readTrust(path);
    return { url: setting.url ?? url ?? (await serverUrl(setting)), trust: { body, key }, remarks: [] };
  }
  const url = await serverUrl(setting);
  const { body, key } = await readAbout(connect(url));
  return { url, trust: { body, key }, remarks: FIRST_USE(body, key) };
}

async function writeRequest(
  identity: Identity,
  passphrase: string | undefined,
  out = `${identity.name}.request.json`,
  openpgp?: Uint8Array,
): Promise<string> {
  const made = await requestPerson(identity, passphrase, openpgp);
  await writePrivate(out, `${JSON.stringify(made, null, 2)}\n`);
  return out;
}

const madeRoot = (identity: Identity): Answer => ({
  value: described(identity),
  lines: [
    `Made: ${identity.name}, a root of ${identity.participant}.`,
    ...pairs({ 'key id': idOfKey(identity.key) }),
    'It certifies the people of its State. Keep a copy of the file on a machine without network.',
    `Next: comity state root enrol --as ${identity.name} --token TOKEN`,
  ],
});

const madePerson = (identity: Identity, path: string): Answer => ({
  value: { ...described(identity), request: path },
  lines: [
    `Made: ${identity.name}, a person of ${identity.participant}.`,
    ...pairs({ person: identity.person, 'key id': idOfKey(identity.key), 'key request': path }),
    'Hand the key request to your administrator, and read the key id to each other. It holds no secret.',
    `There: comity state person add --request ${path} --name "YOUR NAME"`,
  ],
});

/** What may be shown of an identity. */
const described = (i: Identity) => ({
  name: i.name,
  participant: i.participant,
  role: i.person ? 'person' : 'root',
  ...(i.person ? { person: i.person } : {}),
  keyId: idOfKey(i.key),
  key: i.key,
  kept: i.secret.kept,
  url: i.url,
  trust: i.trust,
  contacts: (i.contacts ?? []).map(({ contact, fingerprint, privateKey }) => ({
    contact,
    fingerprint,
    kept: privateKey ? 'file' : 'gpg',
  })),
});

async function list(setting: Setting): Promise<Answer> {
  const all = (await listIdentities(setting.keys)).map(described);
  const rows = all.map((i) => [i.name, i.participant, i.role, i.kept, i.url]);
  return {
    value: { folder: setting.keys, identities: all },
    lines:
      all.length > 0
        ? table(['NAME', 'PARTICIPANT', 'ROLE', 'KEPT', 'SERVER'], rows)
        : [`No identities in ${setting.keys}. Make one with: comity key make --participant alderia`],
  };
}

async function show(setting: Setting, _: unknown, name: string): Promise<Answer> {
  const shown = described(await readIdentity(setting.keys, name));
  const { trust, contacts, key: _key, ...rest } = shown;
  return {
    value: shown,
    lines: [
      ...pairs({ ...rest, body: trust.body, 'log key': trust.key }),
      ...contacts.map((c) => `contact  ${c.contact}, key ${c.fingerprint} (${c.kept})`),
    ],
  };
}

async function request(setting: Setting, options: { out?: string }, name: string): Promise<Answer> {
  const identity = await readIdentity(setting.keys, name);
  if (!identity.person) {
    throw new CommandError(
      'comity.root-needs-no-request',
      `${name} is a root: nobody certifies it.`,
      `It is enrolled with the token of an invitation: comity state root enrol --as ${name} --token TOKEN`,
    );
  }
  const { secret } = identity;
  const openpgp =
    secret.kept === 'gpg' ? (await readGpgKey(secret.fingerprint, 'signing')).publicKey : undefined;
  const path = await writeRequest(identity, await passphraseOf(identity), options.out, openpgp);
  return madePerson(identity, path);
}

async function contact(
  setting: Setting,
  options: { gpg?: string; postQuantum?: boolean; out?: string },
  con: string,
): Promise<Answer> {
  const identity = await identityOf(setting);
  parseWith(formats.contactId, con, 'The contact');
  const made = options.gpg
    ? await readGpgKey(options.gpg, 'encryption')
    : await makeContactKey(setting.keys, identity, con, setting.terminal);
  const hybrid = options.postQuantum ? await makeHybridHalf(identity) : undefined;
  await holdContact(setting.keys, identity.name, { contact: con, ...made, ...(hybrid ? { hybrid } : {}) });
  const path = options.out ?? `${con}.request.json`;
  const asked = requestContact(identity, con, { ...made, ...(hybrid ? { hybrid: hybrid.recipient } : {}) });
  await writePrivate(path, `${JSON.stringify(asked, null, 2)}\n`);
  return {
    value: { contact: con, fingerprint: made.fingerprint, request: path },
    lines: [
      ...pairs({ contact: con, fingerprint: made.fingerprint, request: path }),
      'Hand the request to whoever has the authority “directory”, and read the fingerprint to each other.',
      `There: comity directory key ${con} --request ${path}`,
    ],
  };
}

async function remove(setting: Setting, options: { yes?: boolean }, name: string): Promise<Answer> {
  await readIdentity(setting.keys, name);
  if (!options.yes) {
    throw new CommandError(
      'comity.say-yes',
      `What only the file of “${name}” holds would be lost.`,
      `Nothing was removed. If you are sure: comity key remove ${name} --yes`,
    );
  }
  await removeIdentity(setting.keys, name);
  return { value: { removed: name }, lines: [`Forgotten: ${name}.`] };
}
