import { formats, parseWith } from '@comity/acts';
import { readContact } from '@comity/client/messages';
import type { Command } from 'commander';
import { noteCustody } from '../custody.ts';
import { CommandError } from '../errors.ts';
import { openHandOver, sealHandOver } from '../handover.ts';
import { readContactRequest } from '../keyrequest.ts';
import { updateIdentity, writePrivate } from '../keyring.ts';
import { openerOf } from '../opener.ts';
import { wrapForNewKey } from '../wrapping.ts';
import { type Answer, actingAs, describe, does, readAbout, type Setting } from './setting.ts';

/** What becomes of the keys of an office when the one who holds them goes, and when nobody needs them any more. */
export function handOverCommands(key: Command): void {
  describe(
    key
      .command('hand-over')
      .argument('<con>', 'the contact')
      .requiredOption('--request <file>', 'of who comes after: comity key contact CON, made there')
      .option('--out <file>', 'where to write it (default: CON.hand-over.json)'),
    'Hand the keys of a contact to who comes after, who then reads what was sent before; only that person opens it.',
    'key hand-over con_… --request con.request.json --as ana',
  ).action(does(handOver));
  describe(
    key.command('take-over').argument('<file>'),
    'Take the keys of a contact from who held them before, checked against the record.',
    'key take-over con.hand-over.json --as ben',
  ).action(does(takeOver));
  describe(
    key.command('rewrap').argument('<con>', 'the contact'),
    'Wrap what was sealed to former keys of a contact again, for the one that is certified now, so that they can be destroyed.',
    'key rewrap con_… --as ana',
  ).action(does(rewrap));
  describe(
    key
      .command('destroy')
      .argument('<con>', 'the contact')
      .option('--yes', 'really: what was sealed to them and not wrapped again is not opened here any more')
      .option('--witness <office>', 'the office that looked on; stands in the note that your State sees'),
    'Destroy the former keys of a contact on this machine, and note it; the one that is certified now stays.',
    'key rewrap con_…',
    'key destroy con_… --yes --witness "Legal office"',
  ).action(does(destroy));
}

async function rewrap(setting: Setting, _: unknown, con: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const contact = parseWith(formats.contactId, con, 'The contact');
  const opener = await openerOf(acting);
  const { passphrase } = await acting.unlocked();
  const { file, wrapped, closed, gone } = await wrapForNewKey({
    ...{ identity: acting.identity, opener, contact, passphrase },
    onProgress: ({ done, total }) => setting.terminal.progress('Wrapped', done, total),
  });
  const says = `${file.keys.length} ciphertexts, ${closed.length} left closed`;
  await noteCustody(opener.reader, { kind: 'rewrapped', subject: contact, says });
  return {
    value: { contact, wrapped, kept: file.keys.length, closed, gone },
    lines: [
      `Wrapped again: ${wrapped}. In all, ${file.keys.length} old ciphertexts open with the new key.`,
      'Messages and exercises, with their files. Drafts in clearance and plans of exercises are not: finish those first.',
      ...(gone > 0 ? [`${gone} were erased at the host.`] : []),
      ...(closed.length > 0
        ? [
            `${closed.length} do not open with any key here: destroy no former key before somebody who has it wraps them.`,
          ]
        : [`Next: comity key destroy ${contact} --yes`]),
    ],
    ...(closed.length > 0 ? { exit: 1 as const } : {}),
  };
}

async function handOver(
  setting: Setting,
  options: { request: string; out?: string },
  con: string,
): Promise<Answer> {
  const acting = await actingAs(setting);
  const contact = parseWith(formats.contactId, con, 'The contact');
  const to = await readContactRequest(options.request, acting.identity, contact);
  const { passphrase } = await acting.unlocked();
  const file = await sealHandOver(acting.identity, passphrase, contact, to);
  const path = options.out ?? `${contact}.hand-over.json`;
  await writePrivate(path, `${JSON.stringify(file)}\n`, 'wx');
  return {
    value: { contact, file: path, to: to.fingerprint },
    lines: [
      `Written: ${path}. Only the key ${to.fingerprint.toUpperCase()} opens it: read it to each other.`,
      `There: comity key take-over ${path}`,
      `Then certify the new key: comity directory key ${contact} --request ${options.request}`,
    ],
  };
}

async function takeOver(setting: Setting, _: unknown, path: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { passphrase } = await acting.unlocked();
  const { entries } = await readAbout(connection);
  const { contact, keys } = await openHandOver(path, connection, acting.identity, passphrase, entries);
  await updateIdentity(setting.keys, acting.identity.name, (now) => {
    const held = now.contacts ?? [];
    const fresh = keys.filter((k) => !held.some((h) => h.fingerprint === k.fingerprint));
    // The own key stays the first: letters are signed with it.
    return { ...now, contacts: [...held, ...fresh] };
  });
  const fingerprints = keys.map((k) => k.fingerprint);
  return {
    value: { contact, fingerprints },
    lines: [`Taken over: ${fingerprints.length} keys of ${contact}. What was sealed to them opens here now.`],
  };
}

async function destroy(
  setting: Setting,
  options: { yes?: boolean; witness?: string },
  con: string,
): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { key } = await readContact(connection, parseWith(formats.contactId, con, 'The contact'));
  const { contacts = [], name } = acting.identity;
  const former = contacts.filter((c) => c.contact === con && c.fingerprint !== key?.fingerprint);
  if (former.length > 0 && !options.yes) {
    throw new CommandError(
      'comity.say-yes',
      `${former.length} former keys of ${con} would be gone, and what was sealed to them and not wrapped again closed here for good.`,
      `Nothing was destroyed. First: comity key rewrap ${con}. If you are sure: comity key destroy ${con} --yes`,
    );
  }
  await updateIdentity(setting.keys, name, (now) => ({
    ...now,
    contacts: (now.contacts ?? []).filter((c) => !former.some((f) => f.fingerprint === c.fingerprint)),
  }));
  const destroyed = former.map((c) => c.fingerprint);
  const { witness } = options;
  for (const subject of destroyed)
    await noteCustody(connection, {
      ...{ kind: 'destroyed', subject, says: `On the machine of ${acting.identity.person ?? 'the root'}` },
      ...(witness === undefined ? {} : { witness }),
    });
  return {
    value: { contact: con, destroyed, at: new Date().toISOString() },
    lines: [
      destroyed.length > 0
        ? `Destroyed here: ${destroyed.map((f) => f.toUpperCase()).join(', ')}.`
        : `There is no former key of ${con} here.`,
      'Copies elsewhere (backups, who held the office before, the recovery key of the State) are not touched.',
    ],
  };
}
