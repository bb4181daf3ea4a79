import { newSalt } from '@comity/acts';
import { dataOf } from '@comity/client';
import { fromBase64url, sha256Hex } from '@comity/log';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { hashNote } from '../notes.ts';
import { perform } from '../people.ts';
import { table } from '../terminal.ts';
import { CHANNELS, channelOf } from './channels.ts';
import { type OfflineOption, performOrKeep, placed, withOffline } from './performing.ts';
import {
  type Answer,
  actingAs,
  describe,
  does,
  identityOf,
  publicConnection,
  type Setting,
  wholeNumber,
} from './setting.ts';

interface GiveOptions {
  readonly channel: string;
  readonly note: string;
  readonly person?: string;
  readonly days: string;
}

/** A root that was lost, or an administrator without keys: replaced in public, after a time in which the State can object. */
export function noticeCommands(state: Command): void {
  const notice = describe(
    state.command('notice'),
    'Public notices: a lost root is replaced after 72 hours, the keys of an administrator after 24.',
  );
  describe(
    notice
      .command('give')
      .argument('<participant>')
      .requiredOption('--channel <how>', `how the secretariat made sure: ${CHANNELS.join(', ')}`)
      .requiredOption(
        '--note <file>',
        'the note verbale or letter; its hash stands on the record, the file stays here',
      )
      .option(
        '--person <per>',
        'the administrator who is to have another key; without it the notice is of a lost root',
      )
      .option('--days <number>', 'how long the token is good for', '30'),
    'Secretariat: give notice that keys of a participant are to be replaced; prints the token, once.',
    'state notice give alderia --channel note-verbale --note NV-2026-31.pdf',
    'state notice give alderia --person per_… --channel in-person --note letter.pdf',
  ).action(does(give));
  describe(
    notice.command('list').argument('[participant]', 'default: your own'),
    'List the notices that stand about a participant; ends with 1 where one stands.',
    'state notice list alderia',
  ).action(does(list));
  describe(
    withOffline(notice.command('cancel').argument('<act>', 'its id: see state notice list')),
    'Cancel a notice about your participant: its root, or administrators, as many as must act together.',
    'state notice cancel 3f5a… --as alderia-root',
  ).action(does(cancel));
  describe(
    notice.command('take').requiredOption('--token <token>', 'as the secretariat handed it over'),
    'Administrator: take up your new key, after the notice has stood for its time; every earlier key of yours ends.',
    'key make --participant alderia --person per_… --name ana-2',
    'state notice take --as ana-2 --token TOKEN',
  ).action(does(take));
}

async function give(setting: Setting, options: GiveOptions, participant: string): Promise<Answer> {
  const channel = channelOf(options.channel);
  const days = wholeNumber(options.days, '--days', 1);
  const note = await hashNote(options.note);
  const { person } = options;
  const { place, unlocked } = await actingAs(setting);
  const token = newSalt();
  const expires = new Date(Date.now() + days * 86_400_000).toISOString();
  const receipt = await perform(place, (await unlocked()).hand, {
    type: 'people.notice-given',
    data: {
      ...{ participant, token: sha256Hex(fromBase64url(token)), note, channel, expires },
      ...(person ? { person } : {}),
    },
  });
  const from = (await noticesOf(setting, participant)).find(({ act }) => act === receipt.act)?.from;
  const of = person ? `the administrator ${person}` : 'the root';
  const next = person ? 'state notice take --token TOKEN' : 'state root enrol --token TOKEN';
  return {
    value: { ...receipt, participant, ...(person ? { person } : {}), token, note, from, expires },
    lines: [
      ...placed(receipt, `Notice was given about ${of} of ${participant}.`).lines,
      `  in force from ${from} until ${expires}, unless ${participant} cancels it`,
      '',
      'The token, shown this once. Hand it to the participant by the channel you named:',
      `  ${token}`,
      `There, once the time has come: comity ${next}`,
    ],
  };
}

async function noticesOf(setting: Setting, participant: string) {
  const { api } = await publicConnection(setting);
  return dataOf(await api.GET('/api/participants/{participant}', { params: { path: { participant } } }))
    .notices;
}

async function list(setting: Setting, _: unknown, named?: string): Promise<Answer> {
  const participant = named ?? (await identityOf(setting)).participant;
  const notices = await noticesOf(setting, participant);
  const rows = notices.map(({ act, of, since, from, expires }) => [act, of, since, from, expires]);
  return {
    value: { participant, notices },
    lines:
      rows.length > 0
        ? [
            ...table(['ACT', 'OF', 'GIVEN', 'MAY BE USED FROM', 'UNTIL'], rows),
            '',
            'If your State did not ask for it: comity state notice cancel ACT',
          ]
        : [`No notice stands about ${participant}.`],
    ...(rows.length > 0 ? { exit: 1 as const } : {}),
  };
}

const cancel = (setting: Setting, options: OfflineOption, notice: string): Promise<Answer> =>
  performOrKeep(
    setting,
    options,
    { type: 'people.notice-cancelled', data: { notice } },
    `Cancelled: ${notice}.`,
  );

async function take(setting: Setting, { token }: { token: string }): Promise<Answer> {
  const identity = await identityOf(setting);
  const { key, person, participant, name } = identity;
  if (!person || key.alg === 'openpgp') {
    throw refusal(
      'comity.not-a-new-key',
      `${name} is not the new key of a person in a file.`,
      `Make one with: comity key make --participant ${participant} --person per_… Nothing was sent.`,
    );
  }
  const wish = { type: 'people.key-reseated' as const, data: { key, token } };
  return performOrKeep(setting, {}, wish, `${person} has this key, and no other: ${participant} may go on.`);
}
