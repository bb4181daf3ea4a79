import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnyAct, epochManifests, epochOpenings, idOfKey, type OpeningCount } from '@comity/acts';
import { fileHand, noticeData, personData, rootHand, testSalt, withList } from '@comity/acts/testing';
import { buildHistory, writeUnruled } from '@comity/verify/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eraseSubject, Mirror, type Told } from '../mirror/index.ts';
import { bytesOf, type Site, serveSite } from '../testing/site.ts';
import { accept, alarmsIn, OwnWatch, type OwnWatchOptions, standsOf, watchState } from './index.ts';

type History = Awaited<ReturnType<typeof buildHistory>>;
const OWN = 'state-000';
const OTHER = 'state-001';
const MIX = { exchange: 4, file: 2, passkey: 1, documents: 1, people: 1 };

let history: History;
let folder: string;
let site: Site;
let watch: OwnWatch | undefined;
let told: Told[];
beforeEach(async () => {
  history = await buildHistory({ participants: 3, acts: 40, mix: MIX, hub: true });
  folder = await mkdtemp(join(tmpdir(), 'comity-watch-'));
  site = await serveSite(history.chronicle);
  told = [];
});
afterEach(async () => {
  watch?.close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(options: Partial<OwnWatchOptions> = {}): Promise<OwnWatch> {
  watch?.close();
  watch = await OwnWatch.open({
    ...{ path: folder, from: site.url, trust: history.trust, participant: OWN },
    ...{ tell: (alarm: Told) => told.push(alarm), keys: async () => new Set<string>() },
    clock: () => history.chronicle.now,
    ...options,
  });
  return watch;
}
/** Looks at what stands on the record now. */
async function look(): Promise<void> {
  site.entries = bytesOf(history.chronicle);
  site.size = site.entries.length;
  for (const [name, bytes] of history.chronicle.blobs) site.blobs.set(name, bytes);
  await watch!.step();
}
const standing = () => watch!.alarms.active().map(({ code }) => code);
const delegation = (id = OWN) => history.delegations.find((d) => d.id === id)!;

/** A person is added in the name of a State, by its root. */
async function adds(id: string, name: string) {
  const { chronicle } = history;
  const { data, fields } = await personData(chronicle, await fileHand(id, name));
  return chronicle.append(await chronicle.sign(delegation(id).root, 'people.person-added', data, { fields }));
}

describe('an act in the name of the State', () => {
  test('that stood before the watch began raises no alarm, and is shown to be compared', async () => {
    await open();
    expect(watch!.isFirst).toBe(true);
    await look();
    expect(told).toEqual([]);
    const stands = standsOf(watch!.state!, OWN);
    expect(stands.root).toBe(delegation().root.actor.key);
    expect(stands.people.map(({ person }) => person)).toContain(delegation().officer.actor.person);
    expect(stands.contacts[0]).toMatchObject({ contact: delegation().contact });
  });

  test('that nobody here made is told with the next look, once, also after a start anew', async () => {
    await open();
    await look();
    const { prepared, index } = await adds(OWN, 'unknown');
    await adds(OTHER, 'of no concern');
    await look();
    expect(told).toMatchObject([{ code: 'watch.key', act: prepared.id, index, participant: OWN }]);
    await look();
    await open();
    await look();
    expect(told).toHaveLength(1);
    expect(standing()).toEqual(['watch.key']);
  });

  test('that a key at hand made is known, and one that only says so is not', async () => {
    const { root, officer } = delegation();
    await open({ keys: async () => new Set([idOfKey(root.key)]) });
    await look();
    await adds(OWN, 'by the root');
    await look();
    expect(told).toEqual([]);
    const { chronicle } = history;
    const forged = await chronicle.sign(officer, 'people.person-removed', { person: officer.actor.person });
    writeUnruled(history, {
      ...forged,
      prepared: chronicle.draft(root, 'people.person-removed', { person: officer.actor.person }),
    });
    await look();
    expect(standing()).toContain('watch.person');
    expect(standing()).toContain('mirror.act-fails');
  });

  test('that was accepted is known: before it comes, or behind its alarm while the watch runs', async () => {
    await open();
    await look();
    const first = await adds(OWN, 'first');
    await accept(folder, first.prepared.id);
    await look();
    expect(told).toEqual([]);
    await adds(OWN, 'second');
    await look();
    const [alarm] = await alarmsIn(folder);
    expect(await accept(folder, alarm!.id)).toMatchObject([{ id: alarm!.id }]);
    await look();
    expect(standing()).toEqual([]);
    expect(await accept(folder, 'no-such-alarm')).toBeUndefined();
  });

  test('or about it, by the secretariat, is told as what it is: a notice for its root', async () => {
    await open();
    await look();
    const { chronicle } = history;
    const secretariat = await rootHand('secretariat');
    chronicle.append(await chronicle.sign(secretariat, 'people.notice-given', noticeData(chronicle, OWN)));
    chronicle.append(await chronicle.sign(secretariat, 'people.notice-given', noticeData(chronicle, OTHER)));
    await look();
    expect(told.map(({ code, participant }) => [code, participant])).toEqual([['watch.root-notice', OWN]]);
  });

  test('by a stolen key, that gives its contact another key, is told within the look', async () => {
    await open();
    await look();
    const { chronicle } = history;
    const { officer, contact } = delegation();
    const data = withList(chronicle, officer, 'directory.key-withdrawn', {
      ...{ contact, reason: 'lost' },
      key: chronicle.state.directory.get(OWN)!.contacts.get(contact)!.key!.key.blob.sha256,
    });
    chronicle.append(await chronicle.sign(officer, 'directory.key-withdrawn', data));
    await look();
    expect(told).toMatchObject([{ code: 'watch.contact-key', participant: OWN }]);
  });
});

/** How many restricted entries a State may open. */
const owed = (reader: string) =>
  history.chronicle.written.filter((w) => w.opening && history.mayOpen(w, reader)).length;

/** The host states an epoch: honest, or with other lists and counts. */
async function stateEpoch(lies: { manifests?: string; count?: number } = {}): Promise<OpeningCount> {
  const { chronicle } = history;
  const count = {
    participant: OWN,
    count: lies.count ?? owed(OWN),
    salt: testSalt(`count ${chronicle.size}`),
  };
  const data = {
    hour: new Date(chronicle.now - (chronicle.now % 3_600_000)).toISOString(),
    manifests: lies.manifests ?? chronicle.keep(epochManifests(chronicle.state)),
    openings: chronicle.keep(epochOpenings([count])),
  };
  const signed = await chronicle.sign(chronicle.host, 'host.epoch', data);
  if (lies.manifests) writeUnruled(history, signed);
  else chronicle.append(signed);
  return count;
}

/** What a host hands to the State in its session; `withheld` entries are left out. */
function hands(count: OpeningCount | undefined, withheld: readonly number[] = []): void {
  const { written } = history.chronicle;
  const index = written.findLastIndex((w) => w.prepared.act.type === 'host.epoch');
  const openings = written
    .filter((w) => w.opening && history.mayOpen(w, OWN) && !withheld.includes(w.index))
    .map((w) => ({ index: w.index, ...w.opening }));
  const said = { to: written.length, openings, fields: [], ...(count ? { count: { index, ...count } } : {}) };
  site.trick = (path: string, response: ServerResponse) => {
    if (!path.startsWith('api/openings')) return false;
    response.end(JSON.stringify(said));
    return true;
  };
}
const token = async () => 'a token';

describe('an epoch', () => {
  test('that says what is true is quiet, with and without a session', async () => {
    const count = await stateEpoch();
    await open();
    await look();
    expect(standing()).toEqual([]);
    hands(count);
    await open({ token });
    await look();
    expect(standing()).toEqual([]);
    expect((await readdir(join(folder, 'private/openings'))).length).toBe(owed(OWN));
  });

  test('shows an opening that the host keeps back, and that it was handed over later', async () => {
    const count = await stateEpoch();
    const [kept] = history.chronicle.written.filter((w) => w.opening && history.mayOpen(w, OWN));
    hands(count, [kept!.index]);
    await open({ token });
    await look();
    expect(standing()).toContain('watch.opening-withheld');
    expect(told.find(({ code }) => code === 'watch.opening-withheld')!.says).toContain('1 of');
  });

  test('shows a count that was not handed over, and one that is not the committed one', async () => {
    const count = await stateEpoch();
    hands(undefined);
    await open({ token });
    await look();
    expect(standing()).toEqual(['watch.count-withheld']);
    history.chronicle.now += 3_600_000;
    await stateEpoch();
    hands({ ...count, count: count.count - 1 });
    await look();
    expect(standing()).toContain('watch.epoch-count');
  });

  test('that names an older list of the State is told, and breaks the rules', async () => {
    await open();
    await look();
    const { chronicle } = history;
    const lists = new Map(chronicle.state.directory);
    lists.set(OWN, { ...lists.get(OWN)!, seq: 1, manifest: 'a'.repeat(64) });
    await stateEpoch({ manifests: chronicle.keep(epochManifests({ directory: lists })) });
    await look();
    expect(standing()).toContain('watch.epoch-list');
    expect(standing()).toContain('mirror.act-fails');
  });

  test('that does not come is told, and ends with the next one', async () => {
    await open();
    await look();
    history.chronicle.now += 2.5 * 3_600_000;
    await look();
    expect(standing()).toEqual(['watch.stale-epoch']);
    await stateEpoch();
    await look();
    expect(standing()).toEqual([]);
  });

  test('whose files are not served cannot be checked, and that is told', async () => {
    await stateEpoch();
    const { openings } = history.chronicle.written.at(-1)!.prepared.act.data as { openings: string };
    site.trick = (path, response) => {
      if (path !== `api/blobs/${openings}`) return false;
      response.writeHead(404).end();
      return true;
    };
    await open();
    await look();
    expect(standing()).toEqual(['watch.epoch-files']);
    site.trick = undefined;
    await look();
    expect(standing()).toEqual([]);
  });
});

describe('a log', () => {
  test('that forks or goes back is told with what proves it', async () => {
    const other = await buildHistory({ participants: 3, acts: 60, mix: MIX, hub: true, seed: 'another' });
    await open();
    await look();
    const size = site.entries.length;
    site.entries = bytesOf(history.chronicle).with(size - 1, other.chronicle.written[size - 1]!.bytes);
    await watch!.step();
    expect(standing().join()).toContain('fork');
    site.entries = bytesOf(history.chronicle).slice(0, size - 5);
    site.size = size - 5;
    await watch!.step();
    expect(standing().join()).toContain('rollback');
  });

  test('that does not answer is told, and when it answers again that is over', async () => {
    await open({ patience: 0 });
    await look();
    site.trick = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    await watch!.step();
    expect(standing()).toEqual(['watch.log-silent']);
    site.trick = undefined;
    await watch!.step();
    expect(standing()).toEqual([]);
  });
});

test('a folder watches one State of one body, by one process', async () => {
  await open();
  await look();
  await expect(OwnWatch.open({ ...options(), participant: OWN })).rejects.toMatchObject({
    code: 'comity.mirror-in-use',
  });
  watch!.close();
  watch = undefined;
  await expect(OwnWatch.open({ ...options(), participant: OTHER })).rejects.toMatchObject({
    code: 'comity.other-watch',
  });
});
const options = () => ({
  ...{ path: folder, from: site.url, trust: history.trust, tell: () => {} },
  keys: async () => new Set<string>(),
});

describe('a mirror of a State', () => {
  let mirror: Mirror | undefined;
  afterEach(() => mirror?.close());

  async function openMirror(): Promise<Mirror> {
    mirror?.close();
    const watched = { body: history.trust.body, participant: OWN, keys: async () => new Set<string>() };
    mirror = await Mirror.open({
      ...{ path: folder, from: site.url, trust: history.trust, token, clock: () => history.chronicle.now },
      tell: (alarm) => told.push(alarm),
      watch: (ground) => watchState(watched, ground),
    });
    return mirror;
  }
  async function looks(): Promise<void> {
    site.entries = bytesOf(history.chronicle);
    site.size = site.entries.length;
    for (const [name, bytes] of history.chronicle.blobs) site.blobs.set(name, bytes);
    await mirror!.step();
  }
  /** The site of these tests serves no sealed files, of which the mirror tells beside. */
  const active = () =>
    mirror!.alarms
      .active()
      .map(({ code }) => code)
      .filter((code) => code !== 'mirror.blob-missing');

  test('is woken as its watch is, and keeps to itself what wakes it', async () => {
    const count = await stateEpoch();
    hands(count);
    await openMirror();
    await looks();
    expect(active()).toEqual([]);
    const { prepared } = await adds(OWN, 'a stranger');
    hands(count);
    await looks();
    const woken = told.filter(({ code }) => code.startsWith('watch.'));
    expect(woken).toMatchObject([{ code: 'watch.key', act: prepared.id, participant: OWN }]);
    expect(mirror!.status().alarms.filter(({ code }) => code.startsWith('watch.'))).toEqual([]);
    await accept(folder, prepared.id);
    await looks();
    expect(active()).toEqual([]);
  });

  test('tells an opening that is kept back', async () => {
    const count = await stateEpoch();
    const [kept] = history.chronicle.written.filter((w) => w.opening && history.mayOpen(w, OWN));
    hands(count, [kept!.index]);
    await openMirror();
    await looks();
    expect(active()).toContain('watch.opening-withheld');
  });

  test('counts what was erased here as opened: the host owes it still', async () => {
    hands(await stateEpoch());
    await openMirror();
    await looks();
    const [sent] = history.chronicle.written.filter((w) => w.opening && history.mayOpen(w, OWN));
    const act = sent!.prepared.act as Extract<AnyAct, { type: 'exchange.sent' }>;
    const { message } = act.data.header;
    expect(await eraseSubject(mirror!.folder, message, 'keeper')).toBeGreaterThan(0);
    history.chronicle.now += 3_600_000;
    hands(await stateEpoch());
    await openMirror();
    await looks();
    expect(active()).toEqual([]);
    expect(await readdir(join(folder, 'private/left-out'))).toContain(String(sent!.index));
    await eraseSubject(mirror!.folder, message, 'host');
    expect(await readdir(join(folder, 'private/left-out'))).toEqual([]);
  });
});
