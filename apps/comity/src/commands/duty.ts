import {
  confirmHandover,
  type Duty,
  type DutyPlan,
  type Handover,
  handOver,
  noteReading,
  noteToSeal,
  readDuty,
  setPlan,
  withdrawHandover,
} from '@comity/client/duty';
import { readContact } from '@comity/client/messages';
import { type Opened, open } from '@comity/seal';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { sealAs } from '../messages.ts';
import { openerOf, signerFor } from '../opener.ts';
import { plain } from '../terminal.ts';
import { sendingContact } from './sending.ts';
import { type Acting, type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

export function dutyCommands(program: Command): void {
  const duty = describe(
    program.command('duty'),
    'Who of the roster of a contact of yours is on duty. Off the record, for your State alone.',
  );
  describe(
    duty.command('show').argument('<con>'),
    'Who is on duty now, the schedule, its gaps ahead, the last hand-overs and their notes.',
    'duty show con_…',
  ).action(does(show));
  describe(
    duty
      .command('plan')
      .argument('<con>')
      .option('--slot <slot>', 'PERSON DAYS FROM-TO, such as "per_… 1-5 08:00-20:00", one by one', collect)
      .option('--zone <zone>', 'of these hours, such as Europe/Paris')
      .option('--none', 'have no schedule: on duty is who took over last'),
    'Say who is on duty on which weekdays (1 Monday to 7 Sunday) and hours; where two hold, the first counts.',
    'duty plan con_… --zone Europe/Paris --slot "per_… 1-5 08:00-20:00" --slot "per_… 6,7 00:00-00:00"',
  ).action(does<PlanOptions>(plan));
  describe(
    duty
      .command('hand-over')
      .argument('<con>')
      .requiredOption('--to <per>', 'somebody on the roster; yourself, to take over')
      .option('--note <words>', 'what the next person should know: sealed to the contact')
      .option('--language <tag>', 'what the note is written in', 'en'),
    'Hand over. You stay on duty until the next person confirms.',
    'duty hand-over con_… --to per_… --note "The server in hall 3 is still watched."',
  ).action(does<HandOverOptions>(handsOver));
  describe(
    duty.command('confirm').argument('<con>'),
    'Confirm the hand-over that waits for you: on duty from now on.',
    'duty confirm con_…',
  ).action(does((setting, _, contact) => settle(setting, contact!, 'confirm')));
  describe(
    duty.command('take-back').argument('<con>'),
    'Take back a hand-over that nobody confirmed.',
    'duty take-back con_…',
  ).action(does((setting, _, contact) => settle(setting, contact!, 'take-back')));
}

async function show(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const duty = await readDuty(connection, contact);
  const notes = new Map<string, Opened>();
  for (const handover of duty.handovers) {
    const opened = await openNote(acting, handover);
    if (opened) notes.set(handover.handover, opened);
  }
  const noteOf = (h: Handover) => noteText(notes.get(h.handover));
  return {
    value: {
      ...duty,
      handovers: duty.handovers.map(({ note: _note, ...h }, i) => {
        const words = noteOf(duty.handovers[i]!);
        return { ...h, ...(words === undefined ? {} : { note: words }) };
      }),
    },
    lines: dutyLines(duty, noteOf),
  };
}

/** With the keys at hand; undefined where there is no note. */
async function openNote(acting: Acting, handover: Handover): Promise<Opened | undefined> {
  const reading = noteReading((await acting.session()).connection, handover);
  if (!reading) return undefined;
  const { participant, keys, hybrid = [] } = await openerOf(acting);
  return open({ ...reading, me: { participant, keys, hybrid } });
}

const noteText = (opened: Opened | undefined): string | undefined => {
  if (!opened) return undefined;
  return opened.kind === 'bound' ? opened.payload.text : '(sealed: it does not open with the keys at hand)';
};

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function dutyLines(duty: Duty, noteOf: (h: Handover) => string | undefined): string[] {
  const { now, plan: held, gaps, handovers } = duty;
  return [
    now
      ? `On duty now: ${now.person}${now.until ? ` until ${now.until}` : ''} (${now.how})`
      : 'Nobody in particular is on duty: the whole roster is meant.',
    ...gaps.map((g) => `GAP: nobody is on duty from ${g.from} until ${g.until}`),
    held ? `Schedule, ${held.zone}:` : 'No schedule: on duty is who took over last.',
    ...(held?.slots ?? []).map(
      (s) => `  ${s.person}  ${s.days.map((d) => DAYS[d]).join(' ')}  ${s.from}-${s.to}`,
    ),
    ...handovers.flatMap((h) => [
      `${h.handed}  ${h.from ?? 'nobody'} to ${h.to}: ${standingOf(h)}`,
      ...(noteOf(h) ?? '').split('\n').flatMap((line) => (line ? [`  ${plain(line)}`] : [])),
    ]),
  ];
}

const standingOf = ({ confirmed, withdrawn }: Handover): string => {
  if (confirmed) return `confirmed ${confirmed}`;
  return withdrawn ? `taken back ${withdrawn}` : 'waits to be confirmed';
};

interface PlanOptions {
  readonly slot?: readonly string[];
  readonly zone?: string;
  readonly none?: boolean;
}

async function plan(setting: Setting, options: PlanOptions, contact: string): Promise<Answer> {
  const wish = options.none ? undefined : readPlan(options);
  const { connection } = await (await actingAs(setting)).session();
  await setPlan(connection, contact, wish);
  return {
    value: { contact, ...(wish ? { plan: wish } : {}) },
    lines: [wish ? `Scheduled: ${wish.slots.length} slots, ${wish.zone}.` : 'There is no schedule now.'],
  };
}

function readPlan({ slot = [], zone }: PlanOptions): DutyPlan {
  const slots = slot.map(readSlot);
  if (zone !== undefined && slots.length > 0) return { zone, slots };
  throw new CommandError(
    'comity.bad-slot',
    'Who is on duty when, and by which clock?',
    'Write --zone Europe/Paris --slot "per_… 1-5 08:00-20:00", or --none. Nothing was changed.',
  );
}

function readSlot(text: string): DutyPlan['slots'][number] {
  const [, person, days, from, to] =
    /^(per_\S+) ([1-7](?:[-,][1-7])*) (\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text.trim()) ?? [];
  if (person && days && from && to) return { person, days: readDays(days), from, to };
  throw new CommandError(
    'comity.bad-slot',
    `“${text}” is not a person with weekdays and hours.`,
    'Write --slot "per_… 1-5 08:00-20:00". Nothing was changed.',
  );
}

/** `1-5`, `6,7`, `1-3,5`. */
const readDays = (text: string): number[] => {
  const days = text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
  });
  return [...new Set(days)].sort();
};

interface HandOverOptions {
  readonly to: string;
  readonly note?: string;
  readonly language: string;
}

async function handsOver(setting: Setting, options: HandOverOptions, contact: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const sealed = options.note === undefined ? undefined : await sealNote(acting, contact, options);
  const handover = await handOver(connection, contact, {
    to: options.to,
    ...(sealed ? { note: sealed } : {}),
  });
  const isOwn = options.to === acting.identity.person;
  return {
    value: { contact, handover, to: options.to },
    lines: [isOwn ? 'You are on duty.' : `Handed over to ${options.to}: it counts once it is confirmed.`],
  };
}

async function sealNote(acting: Acting, contact: string, { note, language }: HandOverOptions) {
  const held = sendingContact(acting.identity, contact);
  const { connection: reader } = await acting.session();
  const { passphrase } = held.privateKey ? await acting.unlocked() : {};
  const own = await readContact(reader, contact);
  const words = { subject: 'Hand-over', text: note ?? '', language };
  const input = await noteToSeal(reader, acting.place.trust, own, words);
  return sealAs({ reader, signer: signerFor(held, passphrase) }, own, input);
}

/** What waits, confirmed or taken back. */
async function settle(setting: Setting, contact: string, how: 'confirm' | 'take-back'): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const { handovers } = await readDuty(connection, contact);
  const waiting = handovers.find((h) => !h.confirmed && !h.withdrawn);
  if (!waiting)
    throw new CommandError(
      'comity.no-hand-over',
      'No hand-over waits to be confirmed.',
      `See: comity duty show ${contact}. Nothing was changed.`,
    );
  const { handover } = waiting;
  if (how === 'confirm') await confirmHandover(connection, contact, handover);
  else await withdrawHandover(connection, contact, handover);
  return {
    value: { contact, handover, [how === 'confirm' ? 'confirmed' : 'withdrawn']: true },
    lines: [how === 'confirm' ? 'You are on duty from now on.' : 'Taken back.'],
  };
}
