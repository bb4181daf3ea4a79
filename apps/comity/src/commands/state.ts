import { AUTHORITIES, type Authority, newSalt, type RootKey } from '@comity/acts';
import { dataOf, submitAct } from '@comity/client';
import { fromBase64url, sha256Hex } from '@comity/log';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { hashNote } from '../notes.ts';
import { administratorsSet, authoritiesSet, perform } from '../people.ts';
import { pairs, table } from '../terminal.ts';
import { forgetUnplaced, readKeptAct } from '../unplaced.ts';
import { beginCommand } from './begin.ts';
import { challengeCommand } from './challenge.ts';
import { changeHostCommand } from './changehost.ts';
import { CHANNELS, channelOf } from './channels.ts';
import { noticeCommands } from './notices.ts';
import { type OfflineOption, performOrKeep, placed, withOffline } from './performing.ts';
import { personCommands } from './person.ts';
import {
  type Answer,
  actingAs,
  describe,
  does,
  findIdentity,
  identityOf,
  publicConnection,
  reading,
  type Setting,
  wholeNumber,
} from './setting.ts';

export function stateCommands(program: Command): void {
  const state = describe(
    program.command('state'),
    'A participant’s own house: its root, administrators, people and what they may do.',
  );
  describe(
    state.command('show').argument('[participant]', 'default: your own'),
    'Show who acts for a participant; names are shown to its own people only.',
    'state show alderia',
  ).action(does(show));
  beginCommand(state);
  describe(
    state
      .command('invite')
      .argument('<participant>')
      .requiredOption('--channel <how>', `how the secretariat made sure: ${CHANNELS.join(', ')}`)
      .option('--note <file>', 'the note verbale; its hash stands on the record, the file stays here')
      .option('--days <number>', 'how long the token is good for', '30'),
    'Secretariat: invite a participant to enrol its root; prints the token, once.',
    'state invite alderia --channel note-verbale --note NV-2026-14.pdf',
  ).action(does(invite));
  rootCommands(state);
  personCommands(state);
  waitingCommands(state);
  challengeCommand(state);
  noticeCommands(state);
  describe(
    withOffline(state.command('confirm-founding')),
    'Confirm the founding of the body in the name of your State.',
    'state confirm-founding --as alderia-root',
  ).action(does(confirmFounding));
  describe(
    program.command('submit').argument('<file>', 'as --offline wrote it'),
    'Send an act that was signed without network; sending it twice does no harm.',
    'submit enrolment.act',
  ).action(does(submit));
}

/** What the root does: enrol itself, name administrators. */
function rootCommands(state: Command): void {
  const root = describe(
    state.command('root'),
    'The root of a participant: the key that certifies its people.',
  );
  describe(
    withOffline(root.command('enrol').requiredOption('--token <token>', 'as the secretariat handed it over')),
    'Enrol the root of your participant, with the token of its invitation or, where a root was lost, of the notice.',
    'state root enrol --as alderia-root --token TOKEN',
  ).action(does(enrol));
  changeHostCommand(root);
  const administrators = describe(state.command('administrators'), 'Who certifies people beside the root.');
  describe(
    withOffline(
      administrators
        .command('set')
        .argument('<per...>')
        .option('--threshold <k>', 'how many of them must act together', '1'),
    ),
    'Root: name the administrators, and how many of them must act together.',
    'state administrators set per_… per_… per_… --threshold 2',
  ).action((people: string[], options: SetOptions, self: Command) =>
    does<SetOptions>((setting) => setAdministrators(setting, options, people))(options, self),
  );
}

/** What people may do, and the acts of one administrator that wait for another. */
function waitingCommands(state: Command): void {
  describe(
    withOffline(
      state
        .command('authorities')
        .argument('<per>')
        .argument('<list>', `${AUTHORITIES.join(',')} — or none`),
    ),
    'Set what a person may do for the participant; the list replaces the one before.',
    'state authorities per_… directory,exchange',
  ).action(does(authorities));
  describe(
    state.command('pending'),
    'List the acts that wait for another administrator.',
    'state pending',
  ).action(does(pending));
  describe(
    withOffline(state.command('confirm').argument('<act>', 'its id: see state pending')),
    'Confirm an act of another administrator; the last confirmation needed makes it effective.',
    'state confirm 3f5a…',
  ).action(does(confirm));
}

async function show(setting: Setting, _: unknown, participant?: string): Promise<Answer> {
  const who = participant ?? (await identityOf(setting)).participant;
  const { connection } = await readingOwn(setting, who);
  const house = dataOf(
    await connection.api.GET('/api/participants/{participant}', { params: { path: { participant: who } } }),
  );
  const people = house.people.filter((p) => !p.removed);
  return {
    value: house,
    lines: [
      ...pairs({
        participant: `${house.id} (${house.kind})${house.confirmed ? ', confirmed the founding' : ''}`,
        root: house.root ?? 'not enrolled',
        administrators: `${house.administrators}, ${house.threshold} of them together`,
      }),
      ...(people.length > 0 ? ['', ...table(PEOPLE, people.map(personRow))] : []),
      ...(house.pending.length > 0
        ? ['', `${house.pending.length} acts wait for confirmation: comity state pending`]
        : []),
    ],
  };
}

const PEOPLE = ['PERSON', 'NAME', 'ADMINISTRATOR', 'AUTHORITIES', 'KEYS'];
const personRow = (p: {
  person: string;
  name?: string | undefined;
  administrator: boolean;
  authorities: string[];
  keys: { key: string; alg: string }[];
}) => [
  p.person,
  p.name ?? '',
  p.administrator ? 'yes' : '',
  p.authorities.join(','),
  p.keys.map((k) => `${k.alg} ${k.key.slice(0, 16)}…`).join(' '),
];

/** Signs in only where that shows more: in the own house, and with a root that is enrolled or a person added. */
async function readingOwn(setting: Setting, participant: string) {
  const identity = await findIdentity(setting);
  if (identity?.participant !== participant) return { connection: await publicConnection(setting) };
  return reading(setting).catch(async () => ({ connection: await publicConnection(setting) }));
}

async function invite(
  setting: Setting,
  options: { channel: string; note?: string; days: string },
  participant: string,
): Promise<Answer> {
  const channel = channelOf(options.channel);
  const days = wholeNumber(options.days, '--days', 1);
  const note = options.note === undefined ? undefined : await hashNote(options.note);
  const { place, unlocked } = await actingAs(setting);
  const token = newSalt();
  const expires = new Date(Date.now() + days * 86_400_000).toISOString();
  const data = { participant, token: sha256Hex(fromBase64url(token)), channel, expires };
  const receipt = await perform(place, (await unlocked()).hand, {
    type: 'people.participant-invited',
    data: { ...data, ...(note ? { note } : {}) },
  });
  const { lines } = placed(receipt, `Invited: ${participant}, until ${expires}.`);
  return {
    value: { ...receipt, participant, token, expires, ...(note ? { note } : {}) },
    lines: [
      ...lines,
      ...(note ? [`  note verbale ${note}`] : []),
      '',
      'The token, shown this once. Hand it to the participant by the channel you named, together with the trust file:',
      `  ${token}`,
    ],
  };
}

async function enrol(setting: Setting, options: OfflineOption & { token: string }): Promise<Answer> {
  const identity = await identityOf(setting);
  if (identity.person || identity.key.alg !== 'ed25519') {
    throw new CommandError(
      'comity.not-a-root',
      `${identity.name} is the key of a person, not a root.`,
      `Make a root with: comity key make --root --participant ${identity.participant}`,
    );
  }
  const { token } = options;
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) {
    throw refusal(
      'comity.bad-token',
      'This is not a token: 43 letters, digits, - and _.',
      'Nothing was sent.',
    );
  }
  const wish = { type: 'people.root-enrolled' as const, data: { key: identity.key as RootKey, token } };
  return performOrKeep(setting, options, wish, `The root of ${identity.participant} is enrolled.`);
}

type SetOptions = OfflineOption & { threshold: string };

const setAdministrators = (
  setting: Setting,
  options: SetOptions,
  people: readonly string[],
): Promise<Answer> => {
  const threshold = wholeNumber(options.threshold, '--threshold', 1);
  const done = `Administrators set: ${people.length}, ${threshold} of them together.`;
  return performOrKeep(setting, options, administratorsSet(people, threshold), done);
};

async function authorities(
  setting: Setting,
  options: OfflineOption,
  person: string,
  text: string,
): Promise<Answer> {
  const wanted = text === 'none' ? [] : text.split(',').filter(Boolean);
  const unknown = wanted.filter((a) => !(AUTHORITIES as readonly string[]).includes(a));
  if (unknown.length > 0) {
    throw new CommandError(
      'comity.unknown-authority',
      `There is no authority “${unknown.join('”, “')}”.`,
      `There are: ${AUTHORITIES.join(', ')}; or none.`,
    );
  }
  const wish = authoritiesSet(person, [...new Set(wanted)] as Authority[]);
  return performOrKeep(setting, options, wish, `Signed: ${person} may do ${wanted.join(', ') || 'nothing'}.`);
}

async function pending(setting: Setting): Promise<Answer> {
  const { participant } = await identityOf(setting);
  const { connection } = await readingOwn(setting, participant);
  const house = dataOf(
    await connection.api.GET('/api/participants/{participant}', { params: { path: { participant } } }),
  );
  const rows = house.pending.map((p) => [p.act, p.type, p.since, p.confirmedBy.join(' ')]);
  return {
    value: { participant, threshold: house.threshold, pending: house.pending },
    lines:
      rows.length > 0
        ? [
            ...table(['ACT', 'TYPE', 'SINCE', 'SIGNED BY'], rows),
            '',
            `Needed: ${house.threshold}. comity state confirm ACT`,
          ]
        : ['Nothing waits for confirmation.'],
  };
}

const confirm = (setting: Setting, options: OfflineOption, act: string): Promise<Answer> =>
  performOrKeep(setting, options, { type: 'people.act-confirmed', data: { act } }, `Confirmed: ${act}.`);

const confirmFounding = (setting: Setting, options: OfflineOption): Promise<Answer> =>
  performOrKeep(setting, options, { type: 'body.confirmed', data: {} }, 'The founding is confirmed.');

async function submit(setting: Setting, _: unknown, path: string): Promise<Answer> {
  const { bytes, prepared } = await readKeptAct(path);
  const { act, id } = prepared;
  const receipt = await submitAct(await publicConnection(setting), { id, act, bytes });
  await forgetUnplaced(setting.keys, id);
  return placed(receipt, `Sent: ${act.type}.`);
}
