import type { ActType, AnyAct, EpochManifest, EpochOpening, Leaf, OpeningCount } from '@comity/acts';
import { countOpening, fieldCommitment, isHost, listOwner } from '@comity/acts';

/**
 * What should wake somebody: acts in the name of a State that it does not know of, lists that were rolled back,
 * openings that were withheld, a log that does not extend what was seen before. The watch of a State and every
 * mirror ask the same functions; they read no clock, file or network.
 */

/** What an alarm is about; the word is never reused for something else. */
export type AlarmCode =
  | 'watch.root'
  | 'watch.root-notice'
  | 'watch.invitation'
  | 'watch.administrators'
  | 'watch.key'
  | 'watch.person'
  | 'watch.authority'
  | 'watch.confirmation'
  | 'watch.challenge'
  | 'watch.contact'
  | 'watch.contact-key'
  | 'watch.recovery-key'
  | 'watch.act'
  | 'watch.list-broken'
  | 'watch.epoch-list'
  | 'watch.epoch-count'
  | 'watch.opening-withheld'
  | 'watch.fork'
  | 'watch.rollback'
  | 'watch.stale-checkpoint'
  | 'watch.stale-epoch';

export interface Alarm {
  readonly code: AlarmCode;
  /** The entry it is about, counted from 0. */
  readonly index?: number;
  /** The act it is about: what `comity watch accept` takes. */
  readonly act?: string;
  readonly type?: ActType;
  /** The State in whose name it is; absent where it is about the log. */
  readonly participant?: string;
  readonly says: string;
}

/** A list of a State as its newest act left it: its number, and the hash of its manifest. */
export interface ListHead {
  readonly seq: number;
  readonly manifest: string;
}

/** What a watcher keeps of the log, folded entry by entry. It grows with members, never with traffic. */
export interface Watch {
  /** How many entries are folded in. */
  size: number;
  /** `received` of the last entry, milliseconds since 1970. */
  received: number;
  readonly lists: Map<string, ListHead>;
  /** The newest epoch: its entry, and when it was received. */
  epoch?: { readonly index: number; readonly received: number };
  /** `received` of the first entry since that epoch which no host stated: an epoch has to follow it. */
  unfixed?: number;
  /** How many restricted entries were opened to the watcher so far. */
  opened: number;
}

export const newWatch = (): Watch => ({ size: 0, received: 0, lists: new Map(), opened: 0 });

/** An entry as a watcher sees it. */
export interface Watched {
  readonly index: number;
  readonly leaf: Leaf;
  /** The act with its id: of a public leaf, or of a restricted one that was opened and whose commitment fits. */
  readonly act?: AnyAct | undefined;
  readonly id?: string | undefined;
}

/** On whose behalf it is watched. */
export interface Whose {
  /** Whether acts in the name of this participant matter. A mirror watches all of them. */
  watches(participant: string): boolean;
  /** Whether this act is known: made by keys at hand with a good signature, or acknowledged. */
  knows(act: string): boolean;
}

/** What each type of act in somebody's name is; whatever is not named here is `watch.act`. */
const CODES: Partial<Record<ActType, AlarmCode>> = {
  'people.participant-invited': 'watch.invitation',
  'people.notice-given': 'watch.root-notice',
  'people.key-reseated': 'watch.key',
  'people.root-enrolled': 'watch.root',
  'people.administrators-set': 'watch.administrators',
  'people.person-added': 'watch.key',
  'people.key-added': 'watch.key',
  'people.key-removed': 'watch.key',
  'people.key-replaced': 'watch.key',
  'people.person-removed': 'watch.person',
  'people.authorities-set': 'watch.authority',
  'people.act-confirmed': 'watch.confirmation',
  'people.act-challenged': 'watch.challenge',
  'directory.contact-nominated': 'watch.contact',
  'directory.contact-amended': 'watch.contact',
  'directory.contact-removed': 'watch.contact',
  'directory.contact-recorded': 'watch.contact',
  'directory.key-certified': 'watch.contact-key',
  'directory.key-withdrawn': 'watch.contact-key',
  'directory.recovery-certified': 'watch.recovery-key',
  'directory.recovery-withdrawn': 'watch.recovery-key',
};

/** Participants that an act speaks for or about: its actor, and whom the secretariat names in it. */
export function concerned(act: AnyAct): string[] {
  const about = 'participant' in act.data ? [act.data.participant] : [];
  const by = isHost(act.actor) ? [] : [act.actor.participant];
  return [...new Set([...about, ...by])];
}

/** The alarms that an entry raises, from what was folded before it. */
export function alarmsOf(watch: Watch, entry: Watched, whose: Whose): Alarm[] {
  const { act, id, index } = entry;
  if (!act || id === undefined) return [];
  const broken = brokenList(watch, act);
  const alarm = (code: AlarmCode, participant: string, says: string): Alarm => ({
    ...{ code, index, act: id, type: act.type, participant, says },
  });
  const listed = broken && whose.watches(broken.participant) ? [broken] : [];
  const unknown = whose.knows(id) ? [] : concerned(act).filter((name) => whose.watches(name));
  return [
    ...listed.map(({ participant, says }) => alarm('watch.list-broken', participant, says)),
    ...unknown.map((name) => alarm(CODES[act.type] ?? 'watch.act', name, unknownSays(act, name))),
  ];
}

function unknownSays(act: AnyAct, participant: string): string {
  const by = isHost(act.actor) ? 'the host' : act.actor.participant;
  const who = by === participant ? `in the name of ${participant}` : `about ${participant}, by ${by}`;
  return `${act.type} ${who}: no key at hand made it, and nobody acknowledged it.`;
}

/** Whose list an act changes, with the step that it states. */
function stepOf(act: AnyAct): { participant: string; step: ListHead & { previous?: string } } | undefined {
  if (!('list' in act.data)) return undefined;
  const { seq, manifest, previous } = act.data.list;
  return { participant: listOwner(act), step: { seq, manifest, ...(previous ? { previous } : {}) } };
}

function brokenList({ lists }: Watch, act: AnyAct): { participant: string; says: string } | undefined {
  const changed = stepOf(act);
  if (!changed) return undefined;
  const { participant, step } = changed;
  const head = lists.get(participant);
  if (step.seq === (head?.seq ?? 0) + 1 && step.previous === head?.manifest) return undefined;
  const says = `The list ${step.seq} of ${participant} does not continue the list ${head?.seq ?? 0}.`;
  return { participant, says };
}

/** Folds an entry, after its alarms were asked for. Entries come in the order of the log, each once. */
export function foldWatch(watch: Watch, { index, leaf, act }: Watched): void {
  const received = Date.parse(leaf.received);
  watch.size = index + 1;
  watch.received = received;
  if (leaf.tier === 'restricted' && act) watch.opened++;
  if (act?.type === 'host.epoch') {
    watch.epoch = { index, received };
    delete watch.unfixed;
  } else if (leaf.stream !== 'host') watch.unfixed ??= received;
  const changed = act && stepOf(act);
  if (changed)
    watch.lists.set(changed.participant, { seq: changed.step.seq, manifest: changed.step.manifest });
}

/** What an epoch says, read from its two blobs, with the opening of the count that was handed to the reader. */
export interface EpochSaid {
  readonly index: number;
  readonly manifests: readonly EpochManifest[];
  readonly openings?: readonly EpochOpening[];
  readonly count?: OpeningCount;
}

/** The alarms of an epoch, from what was folded before it: an older list, a missing one, one that nobody made. */
export function epochAlarms(watch: Watch, said: EpochSaid, whose: Pick<Whose, 'watches'>): Alarm[] {
  const fixed = new Map(said.manifests.map((m) => [m.participant, m]));
  const names = new Set([...watch.lists.keys(), ...fixed.keys()]);
  const wrong = [...names].filter(
    (name) => whose.watches(name) && !isSame(watch.lists.get(name), fixed.get(name)),
  );
  return [
    ...wrong.sort().map((participant): Alarm => {
      const [held, told] = [watch.lists.get(participant), fixed.get(participant)];
      const says = `The epoch names ${listName(told)} of ${participant}; the newest in the log is ${listName(held)}.`;
      return { code: 'watch.epoch-list', index: said.index, participant, says };
    }),
    ...countAlarms(watch, said),
  ];
}

const isSame = (a: ListHead | undefined, b: ListHead | undefined) =>
  a?.seq === b?.seq && a?.manifest === b?.manifest;
const listName = (list: ListHead | undefined) =>
  list ? `the list ${list.seq} (${list.manifest.slice(0, 16)}…)` : 'no list';

/** Whether as many restricted entries were opened to the reader as the host committed to. */
function countAlarms({ opened }: Watch, { index, openings, count }: EpochSaid): Alarm[] {
  if (!openings || !count) return [];
  const { participant } = count;
  const committed = openings.find((o) => o.participant === participant)?.commitment;
  if (committed !== fieldCommitment(countOpening(count))) {
    const says = `The count that was handed to ${participant} is not the one that the epoch commits to.`;
    return [{ code: 'watch.epoch-count', index, participant, says }];
  }
  if (count.count === opened) return [];
  const missing = count.count - opened;
  const [code, says]: [AlarmCode, string] =
    missing > 0
      ? [
          'watch.opening-withheld',
          `${missing} of ${count.count} restricted entries are not opened to ${participant}.`,
        ]
      : [
          'watch.epoch-count',
          `The epoch counts ${count.count} entries for ${participant}; ${opened} were opened.`,
        ];
  return [{ code, index, participant, says }];
}

/** A checkpoint whose signature is good. `root` in hex. */
export interface Head {
  readonly size: number;
  readonly root: string;
}

/**
 * Whether a log went on from what was seen of it. `root` is that of the log seen now at the size that was kept:
 * whoever asks computed it from entries or tiles. Undefined: it could not be computed.
 */
export function headAlarm(kept: Head, seen: Head, root: string | undefined): Alarm | undefined {
  if (seen.size < kept.size) {
    const says = `A checkpoint of ${seen.size} entries was shown after one of ${kept.size}.`;
    return { code: 'watch.rollback', says };
  }
  if (root === kept.root && (seen.size > kept.size || seen.root === kept.root)) return undefined;
  const says = `The log of ${seen.size} entries does not contain the log of ${kept.size} that was shown before.`;
  return { code: 'watch.fork', says };
}

/** How old things may become, in milliseconds. */
export interface Patience {
  /** Since the newest sign of life: an entry, or a cosignature of the checkpoint. */
  readonly checkpoint: number;
  /** From an epoch, or where there was none from the first entry, to the next. */
  readonly epoch: number;
}

const HOUR = 3_600_000;
/** The host states an epoch each hour: one more hour is granted. Epochs are entries, so a log that stands still is staler still. */
export const PATIENCE: Patience = { checkpoint: 3 * HOUR, epoch: 2 * HOUR };

/** Alarms of a log that stands still. `cosigned`: when its checkpoint was last cosigned; milliseconds since 1970. */
export function staleAlarms(
  watch: Watch,
  now: number,
  { checkpoint, epoch }: Patience,
  cosigned?: number,
): Alarm[] {
  const alive = Math.max(watch.received, cosigned ?? 0);
  const hours = (ms: number) => `${Math.floor(ms / HOUR)} hours`;
  // An epoch comes each hour, whether anything changed or not; where none came yet, it has to follow the first entry.
  const fixed = Math.min(
    watch.epoch?.received ?? Number.POSITIVE_INFINITY,
    watch.unfixed ?? Number.POSITIVE_INFINITY,
  );
  const stale: [boolean, Alarm][] = [
    [
      now - alive > checkpoint,
      { code: 'watch.stale-checkpoint', says: `The log shows nothing newer than ${hours(now - alive)}.` },
    ],
    [
      Number.isFinite(fixed) && now - fixed > epoch,
      {
        code: 'watch.stale-epoch',
        says: `No epoch came for ${hours(now - fixed)}: lists could be held back.`,
      },
    ],
  ];
  return stale.filter(([is]) => is).map(([, alarm]) => alarm);
}
