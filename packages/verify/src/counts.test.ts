import { countOpening, epochManifests, epochOpenings, type OpeningCount } from '@comity/acts';
import { testSalt } from '@comity/acts/testing';
import { canonicalBytes } from '@comity/log';
import { beforeAll, expect, test } from 'vitest';
import { verifyBundle } from './index.ts';
import {
  assemble,
  buildHistory,
  type History,
  inPieces,
  type Parts,
  partsOf,
  writeUnruled,
} from './testing/index.ts';

const OWN = 'state-000';
const OTHER = 'state-001';
let history: History;
let counts: readonly OpeningCount[];
/** How many restricted entries stand before the epoch, by reader. */
const owed = (reader: string) =>
  history.chronicle.written.filter((w) => w.opening && history.mayOpen(w, reader)).length;

beforeAll(async () => {
  history = await buildHistory({ participants: 3, acts: 60 });
  counts = [...history.chronicle.state.participants.keys()].map((participant) => ({
    ...{ participant, count: owed(participant) },
    salt: testSalt(`count ${participant}`),
  }));
  await stateEpoch(history, counts);
});

/** The host states an epoch with these counts, whatever is true. */
async function stateEpoch({ chronicle }: History, of: readonly OpeningCount[]): Promise<void> {
  const data = {
    hour: new Date(chronicle.now - (chronicle.now % 3_600_000)).toISOString(),
    manifests: chronicle.keep(epochManifests(chronicle.state)),
    openings: chronicle.keep(epochOpenings(of)),
  };
  chronicle.append(await chronicle.sign(chronicle.host, 'host.epoch', data));
}

/** The bundle for a State, with the file of counts and what opens its own. */
function parts(audience: string, of: readonly OpeningCount[] = counts, handed = audience): Parts {
  const bundle = partsOf(history, audience);
  const epoch = history.chronicle.written.find((w) => w.prepared.act.type === 'host.epoch')!;
  const { openings } = epoch.prepared.act.data as { openings: string };
  bundle.blobs.set(openings, history.chronicle.blobs.get(openings)!);
  bundle.openings.push(canonicalBytes(countOpening(of.find((c) => c.participant === handed)!)));
  return bundle;
}
const faults = async (bundle: Parts) => {
  const { faults, verdict } = await verifyBundle(inPieces(await assemble(bundle)), { trust: history.trust });
  return { codes: faults.map(({ code }) => code), says: faults.map(({ says }) => says).join(' '), verdict };
};
/** Leaves out the first opened restricted entry. */
function withhold(bundle: Parts): Parts {
  const at = bundle.openings.findIndex((record) => new TextDecoder().decode(record).startsWith('{"act"'));
  bundle.openings.splice(at, 1);
  return bundle;
}

test('a count that is true is no fault, for any reader', async () => {
  expect(owed(OWN)).toBeGreaterThan(3);
  for (const { participant } of counts) expect((await faults(parts(participant))).codes).toEqual([]);
});

test('an opening that the host keeps back is found, and how many', async () => {
  const { codes, says, verdict } = await faults(withhold(parts(OWN)));
  expect(codes).toContain('verify.opening-withheld');
  expect(says).toContain(`1 of ${owed(OWN)} restricted entries that the host owes ${OWN} are not opened.`);
  expect(verdict).toBe('wrong');
});

test('what was erased since the epoch is owed no more', async () => {
  const kept = history.chronicle.written.length;
  const { chronicle } = history;
  const data = { subject: 'msg_AAAAAAAAAAAAAAAAAAAAAA', order: 'SEC/1' };
  chronicle.append(await chronicle.sign(chronicle.host, 'host.erased', data));
  try {
    expect((await faults(withhold(parts(OWN)))).codes).not.toContain('verify.opening-withheld');
  } finally {
    chronicle.written.length = kept;
  }
});

test('a count that is handed over and is not the committed one opens nothing', async () => {
  const lied = counts.map((c) => ({ ...c, count: c.count - 1 }));
  expect((await faults(parts(OWN, lied))).codes).toEqual(['verify.opening-unmatched']);
});

test('the count of another State is not handed over', async () => {
  expect((await faults(parts(OWN, counts, OTHER))).codes).toEqual(['verify.opening-beyond-audience']);
});

test('a host that commits to too few is found by whom it opened more', async () => {
  const lying = await buildHistory({ participants: 2, acts: 30 });
  const before = history;
  history = lying;
  try {
    const low = [OWN, OTHER].map((participant) => ({
      ...{ participant, count: owed(participant) - 1 },
      salt: testSalt(participant),
    }));
    await stateEpoch(lying, low);
    expect(owed(OWN)).toBeGreaterThan(0);
    expect((await faults(parts(OWN, low))).codes).toEqual(['verify.count-differs']);
  } finally {
    history = before;
  }
});

test('lists that the record does not add up to are refused by rule', async () => {
  const lying = await buildHistory({ participants: 2, acts: 10 });
  const { chronicle } = lying;
  const data = {
    hour: new Date(chronicle.now - (chronicle.now % 3_600_000)).toISOString(),
    manifests: chronicle.keep(canonicalBytes({ v: 1, manifests: [] })),
    openings: chronicle.keep(epochOpenings([])),
  };
  const { index } = writeUnruled(lying, await chronicle.sign(chronicle.host, 'host.epoch', data));
  const bundle = await assemble(partsOf(lying, 'public'));
  const report = await verifyBundle(inPieces(bundle), { trust: lying.trust });
  expect(report.verdict).toBe('wrong');
  expect(report.faults).toEqual([
    expect.objectContaining({
      index,
      code: 'verify.refused',
      says: expect.stringContaining('body.epoch-current'),
    }),
  ]);
});
