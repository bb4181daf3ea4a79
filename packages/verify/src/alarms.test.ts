import {
  epochManifests,
  epochOpenings,
  type OpeningCount,
  parseEpochManifests,
  parseEpochOpenings,
} from '@comity/acts';
import { testSalt, type Written } from '@comity/acts/testing';
import { leafHash, rootAt, toHex, treeReader, utf8 } from '@comity/log';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Alarm,
  alarmsOf,
  concerned,
  epochAlarms,
  foldWatch,
  headAlarm,
  newWatch,
  PATIENCE,
  staleAlarms,
  type Watch,
  type Watched,
  type Whose,
} from './alarms.ts';
import { buildHistory, type History } from './testing/index.ts';

let history: History;
const OWN = 'state-000';
beforeAll(async () => {
  history = await buildHistory({ participants: 3, acts: 60, hub: true });
});

const everybody: Whose = { watches: () => true, knows: () => false };
const knowing = (participant: string, known: ReadonlySet<string>): Whose => ({
  watches: (name) => name === participant,
  knows: (act) => known.has(act),
});

/** An entry as a reader sees it: what is restricted only where it is opened to that reader. */
const seenBy = (w: Written, reader?: string): Watched => {
  const { index, leaf } = w;
  if (w.opening && !(reader && history.mayOpen(w, reader))) return { index, leaf };
  return { index, leaf, act: w.prepared.act, id: w.prepared.id };
};

function watchAll(whose: Whose, reader?: string): { watch: Watch; alarms: Alarm[] } {
  const watch = newWatch();
  const alarms: Alarm[] = [];
  for (const w of history.chronicle.written) {
    const entry = seenBy(w, reader);
    alarms.push(...alarmsOf(watch, entry, whose));
    foldWatch(watch, entry);
  }
  return { watch, alarms };
}
const watched = (reader?: string) => watchAll({ watches: () => false, knows: () => true }, reader).watch;
const manifestsNow = () => parseEpochManifests(epochManifests(history.chronicle.state));

describe('an act in the name of a State', () => {
  test('raises one alarm, unless it is known', () => {
    const own = history.chronicle.written.filter(
      (w) => (!w.opening || history.mayOpen(w, OWN)) && concerned(w.prepared.act).includes(OWN),
    );
    expect(own.some((w) => w.opening)).toBe(true);
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (lots) => {
        const known = new Set(own.filter(() => lots.next().value).map((w) => w.prepared.id));
        const { alarms } = watchAll(knowing(OWN, known), OWN);
        expect(alarms.map((a) => a.act)).toEqual(
          own.map((w) => w.prepared.id).filter((id) => !known.has(id)),
        );
        expect(alarms.every((a) => a.participant === OWN)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('is told by what it does', () => {
    const { alarms } = watchAll(everybody);
    const codes = new Map(alarms.map((a) => [a.type, a.code]));
    expect(codes.get('people.root-enrolled')).toBe('watch.root');
    expect(codes.get('people.participant-invited')).toBe('watch.invitation');
    expect(codes.get('people.person-added')).toBe('watch.key');
    expect(codes.get('directory.key-certified')).toBe('watch.contact-key');
    expect(codes.get('documents.registered')).toBe('watch.act');
  });

  test('concerns the State that the secretariat invites, and the secretariat', () => {
    const invited = history.chronicle.written.find(
      (w) => w.prepared.act.type === 'people.participant-invited',
    )!;
    const names = alarmsOf(newWatch(), seenBy(invited), everybody).map((a) => a.participant);
    expect(names).toEqual([OWN, 'secretariat']);
  });

  test('that does not continue its list is told even where the act is known', () => {
    const amended = history.chronicle.written.findLast(
      (w) => w.prepared.act.type === 'directory.contact-amended',
    )!;
    const alarms = alarmsOf(newWatch(), seenBy(amended), { watches: () => true, knows: () => true });
    expect(alarms.map((a) => a.code)).toEqual(['watch.list-broken']);
  });
});

describe('an epoch', () => {
  test('that names the newest list of everybody is quiet', () => {
    const said = { index: 500, manifests: manifestsNow() };
    expect(epochAlarms(watched(), said, everybody)).toEqual([]);
  });

  test('that holds one list back, leaves it out or invents one is told, to its State only', () => {
    const manifests = manifestsNow();
    fc.assert(
      fc.property(fc.nat(manifests.length - 1), fc.constantFrom('older', 'missing', 'other'), (at, how) => {
        const { participant, seq, manifest } = manifests[at]!;
        const changed = how === 'older' ? { seq: seq - 1, manifest } : { seq, manifest: 'a'.repeat(64) };
        const told = manifests.flatMap((m, i) => {
          if (i !== at) return [m];
          return how === 'missing' ? [] : [{ participant, ...changed }];
        });
        const said = { index: 500, manifests: told };
        expect(epochAlarms(watched(), said, everybody)).toMatchObject([
          { code: 'watch.epoch-list', participant, index: 500 },
        ]);
        expect(epochAlarms(watched(), said, knowing('somebody-else', new Set()))).toEqual([]);
      }),
    );
    const more = [...manifests, { participant: 'zeta', seq: 1, manifest: 'b'.repeat(64) }];
    expect(epochAlarms(watched(), { index: 500, manifests: more }, everybody)).toMatchObject([
      { participant: 'zeta' },
    ]);
  });

  test('whose count is not what was opened is told, and one that was not committed to is not believed', () => {
    const watch = watched(OWN);
    expect(watch.opened).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.nat(2 * watch.opened), fc.boolean(), (count, honest) => {
        const told: OpeningCount = { participant: OWN, salt: testSalt('count'), count };
        const committed = honest ? told : { ...told, count: count + 1 };
        const openings = parseEpochOpenings(epochOpenings([committed]));
        const said = { index: 500, manifests: manifestsNow(), openings, count: told };
        const [alarm] = epochAlarms(watch, said, everybody);
        if (!honest) expect(alarm?.code).toBe('watch.epoch-count');
        else if (count > watch.opened) expect(alarm?.code).toBe('watch.opening-withheld');
        else expect(alarm?.code).toBe(count === watch.opened ? undefined : 'watch.epoch-count');
      }),
    );
  });
});

describe('a checkpoint', () => {
  const leaves = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });
  const headOf = (of: readonly number[], size = of.length) => ({
    size,
    root: toHex(rootAt(treeReader(of.map((n) => leafHash(utf8(`${n}`)))), size)),
  });

  test('that goes on from the one before is quiet; another log, or a shorter one, is not', () => {
    fc.assert(
      fc.property(leaves, leaves, (before, after) => {
        const [kept, seen] = [headOf(before), headOf(after)];
        const common = after.length < before.length ? undefined : headOf(after, before.length).root;
        const extended = before.every((n, i) => after[i] === n);
        const alarm = headAlarm(kept, seen, common);
        if (after.length < before.length) expect(alarm?.code).toBe('watch.rollback');
        else expect(alarm?.code).toBe(extended ? undefined : 'watch.fork');
      }),
    );
  });

  test('of the same size with another root is a fork, whatever is said of the smaller tree', () => {
    expect(headAlarm(headOf([1, 2]), headOf([1, 3]), headOf([1, 2]).root)?.code).toBe('watch.fork');
    expect(headAlarm(headOf([1, 2]), headOf([1, 2, 3]), undefined)?.code).toBe('watch.fork');
  });
});

describe('a log that stands still', () => {
  test('is stale after its time, unless its checkpoint is cosigned', () => {
    const watch = watched();
    watch.epoch = { index: watch.size, received: watch.received };
    delete watch.unfixed;
    const later = watch.received + PATIENCE.checkpoint;
    const codes = (now: number, cosigned?: number) =>
      staleAlarms(watch, now, PATIENCE, cosigned).map(({ code }) => code);
    expect(codes(later)).not.toContain('watch.stale-checkpoint');
    expect(codes(later + 1)).toContain('watch.stale-checkpoint');
    expect(codes(later + 1, later)).not.toContain('watch.stale-checkpoint');
  });

  test('without an epoch for two hours is told, though nothing else came', () => {
    const watch = watched();
    watch.epoch = { index: watch.size, received: watch.received };
    delete watch.unfixed;
    const later = watch.received + PATIENCE.epoch;
    expect(staleAlarms(watch, later, PATIENCE)).toEqual([]);
    expect(staleAlarms(watch, later + 1, PATIENCE)).toMatchObject([{ code: 'watch.stale-epoch' }]);
  });

  test('without an epoch behind its first act is told two hours later', () => {
    const watch = watched();
    const first = Date.parse(history.chronicle.written[0]!.leaf.received);
    expect(staleAlarms(watch, first + PATIENCE.epoch, PATIENCE)).toEqual([]);
    expect(staleAlarms(watch, first + PATIENCE.epoch + 1, PATIENCE)).toMatchObject([
      { code: 'watch.stale-epoch' },
    ]);
  });
});
