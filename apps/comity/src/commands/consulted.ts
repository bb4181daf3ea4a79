import { type ListedConsultation, listConsultations } from '@comity/client/consulting';
import type { GroupText, Said } from '@comity/seal/consulting';
import { assertGroup, enter, look, type Room } from '../consulting.ts';
import { CommandError } from '../errors.ts';
import { pairs, plain, plainText, table } from '../terminal.ts';
import { type Acting, type Answer, actingAs, type Setting, wholeNumber } from './setting.ts';

/** A chair has as many soundings as there are States. */
const AT_ONCE = 6;

/** The consultations of a State, each opened where it can be. */
export async function list(setting: Setting, { about }: { about?: string }): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const all = await listConsultations(connection, about === undefined ? {} : { about });
  const value: Told[] = [];
  for (let first = 0; first < all.length; first += AT_ONCE)
    value.push(...(await Promise.all(all.slice(first, first + AT_ONCE).map((one) => told(acting, one)))));
  const own = acting.identity.participant;
  return {
    value: { consultations: value },
    lines:
      value.length > 0
        ? table(
            ['CONSULTATION', 'KIND', 'ABOUT', 'STATES', 'TITLE', 'POSITION', 'LAST', 'ENDS'],
            value.map((one) => rowOf(one, own)),
          )
        : [
            'Your State consults with nobody off the record.',
            'Begin with: comity consultation sound DOC --position … --text …',
          ],
  };
}

/** A consultation as it is listed, with what only those who open it can tell. */
type Told = ListedConsultation & {
  readonly title: string | undefined;
  readonly standing: readonly Said[];
  readonly unread: number;
};

async function told(acting: Acting, one: ListedConsultation): Promise<Told> {
  const { founded, standing, unread, isAsSigned } = (await look(acting, one.consultation)).opened;
  const title = founded && !isAsSigned ? '(the host says otherwise than its items)' : founded?.title;
  return { ...one, title, standing, unread };
}

const rowOf = (one: Told, own: string): string[] => [
  ...[one.consultation, one.kind, one.about, one.among.join(', '), one.title ?? '(sealed to others)'],
  one.kind === 'sounding' ? positionsOfOthers(one.standing, own) : '',
  ...[one.last, one.ends ?? ''],
];

const positionsOfOthers = (standing: readonly Said[], own: string): string =>
  standing
    .filter(({ participant }) => participant !== own)
    .map(({ place, position }) => `${position}${place === undefined ? '' : ` (${place})`}`)
    .join('; ');

/** One consultation, read to its end. */
export async function show(setting: Setting, options: { version?: string }, id: string): Promise<Answer> {
  const room = await enter(await actingAs(setting), id);
  const version = versionIn(room, options.version);
  const { what: kind, about, among, stored } = room;
  const { openedBy, ends } = stored;
  const { versions, said, standing, unread } = room.opened;
  return {
    value: {
      consultation: id,
      ...{ kind, about, among, openedBy, ends, title: room.title, versions, said, standing, unread },
    },
    lines: [
      ...headLines(room, version),
      ...(version ? ['', ...paragraphLines(version)] : []),
      ...(said.length > 0 ? ['', ...said.map((one) => saidLine(one, versions))] : []),
      ...(standing.length > 0 ? ['', ...standingLines(standing, versions)] : []),
    ],
  };
}

/** Throws `comity.no-such-version`, and `comity.not-a-group` where one is asked for by its number. */
function versionIn(room: Room, asked: string | undefined): GroupText | undefined {
  const { versions } = room.opened;
  if (asked === undefined) return versions.at(-1);
  assertGroup(room);
  const version = versions[wholeNumber(asked, '--version', 1) - 1];
  if (version) return version;
  throw new CommandError('comity.no-such-version', `There are ${versions.length} versions.`);
}

const headLines = ({ title, what, about, stored, opened }: Room, version: GroupText | undefined): string[] =>
  pairs({
    title,
    kind: what,
    about,
    version:
      version &&
      `${version.number} of ${opened.versions.length}, ${version.at}, ${version.participant} (${version.contact})`,
    'read by': readersIn(opened),
    ends: stored.ends && `${stored.ends}: what it is about has closed, and it is removed then`,
    unread: opened.unread > 0 ? `${opened.unread} items cannot be opened here` : undefined,
  });

/** Whom the last item that opens was sealed to, as its writer signed. */
const readersIn = ({ items }: Room['opened']): string | undefined => {
  const last = items.findLast(([, { kind }]) => kind === 'bound')?.[1];
  if (last?.kind !== 'bound') return undefined;
  return last.payload.to.map(({ participant, contact }) => `${participant} (${contact})`).join(', ');
};

const paragraphLines = ({ paragraphs }: GroupText): string[] =>
  paragraphs.map(
    ({ text, isNew }, i) =>
      `${String(i + 1).padStart(3)} ${isNew ? '*' : ' '} ${plainText(text).replaceAll('\n', '\n      ')}`,
  );

const versionOf = ({ on }: Said, versions: readonly GroupText[]): string | undefined => {
  const number = versions.find(({ id }) => id === on)?.number;
  return number === undefined ? undefined : `version ${number}`;
};

function saidLine(one: Said, versions: readonly GroupText[]): string {
  const where = [one.place, versionOf(one, versions)].filter((part) => part !== undefined).join(', ');
  const what = [one.position?.toUpperCase(), one.text].filter(Boolean).join(' ');
  return `> ${one.participant} (${one.contact}) ${one.at}${where && ` [${plain(where)}]`}: ${plain(what)}`;
}

const standingLines = (standing: readonly Said[], versions: readonly GroupText[]): string[] =>
  table(
    ['STATE', 'STANDS', 'PLACE', 'OF', 'SINCE'],
    standing.map((one) => [
      ...[one.participant, one.position!, one.place ?? 'the whole', versionOf(one, versions) ?? ''],
      one.at,
    ]),
  );
