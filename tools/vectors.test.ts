import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ACT_TYPES,
  type AnyAct,
  type BodyState,
  bookNamedBy,
  foldEntry,
  foundBody,
  hostKey,
  type Leaf,
  Ledger,
  leafCommitment,
  parseAct,
  parseLeaf,
  signersAt,
  verifyStatement,
} from '@comity/acts';
import { recipientsIn } from '@comity/acts/testing';
import {
  Frontier,
  fromBase64url,
  leafHash,
  parseCanonical,
  parseNote,
  parseVerifierKey,
  platformVerifiers,
  toHex,
  utf8,
  verifyNote,
} from '@comity/log';
import { checkSignatures, decide, judgeStamps, RULE_IDS } from '@comity/procedure';
import { openpgpVerifier } from '@comity/seal';
import { verifyBundle } from '@comity/verify';
import { describe, expect, test } from 'vitest';
import { findThawed } from './frozen.ts';
import { describeBeside } from './vectors/beside.ts';
import { KEPT } from './vectors/embargoes.ts';
import { vectorFiles } from './vectors/files.ts';
import { Fixed } from './vectors/fixed.ts';
import { hostsOf } from './vectors/hosts.ts';
import { describeNegotiations } from './vectors/negotiation.ts';
import { noticesIn } from './vectors/notices.ts';
import { circulationOf, clocks, describeFacts } from './vectors/papers.ts';
import { describeState } from './vectors/story.ts';

const folder = resolve(import.meta.dirname, '..', 'vectors');
const read = (name: string) => readFileSync(join(folder, name));
const json = (name: string) => JSON.parse(read(name).toString());
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
/** A later type of act or rule comes with a file of its own: what is frozen never grows. */
const all = (kind: 'history' | 'refused') =>
  readdirSync(folder)
    .filter((name) => name.startsWith(kind) && name.endsWith('.json'))
    .map(json);
const history = json('history.json');
/** The histories of the first body, as they go on one after the other. */
const ordered = () => ['', '-2', '-3', '-6', '-9', '-10'].map((part) => json(`history${part}.json`));
/** Another body, whose rules name mirrors. */
const stamped = json('history-5.json');
const erased = json('history-5b.json');
/** Another body, which decides. */
const deciding = json('history-7.json');
const decided = json('history-12.json');
const negotiated = json('history-13.json');
const blobs = new Map<string, Uint8Array>(
  [history, stamped, deciding].flatMap((of) =>
    Object.entries<string>(of.blobs).map(([hash, text]): [string, Uint8Array] => [hash, fromBase64url(text)]),
  ),
);
const verifiers = { ...platformVerifiers, openpgp: openpgpVerifier };
const bookOf = (act: AnyAct) => bookNamedBy(act, (hash) => blobs.get(hash));
const actOf = (text: string) => parseAct(parseCanonical(utf8(text)));

/** Replays `history.json`, and what came later, from their text alone, as a second implementation would. */
async function replay(entries = history.entries, of = history) {
  const founding = actOf(of.entries[0].act);
  const state = foundBody(founding as never, of.body, (hash) => blobs.get(hash));
  const facts = new Ledger();
  const tree = new Frontier();
  const { name } = parseVerifierKey(of.verifierKey);
  for (const entry of entries) {
    const act = actOf(entry.act);
    const leaf = parseLeaf(utf8(entry.leaf));
    if (entry.index > 0)
      expect(await judge(state, facts, { stamps: leaf.stamps, ...entry }, leaf.received)).toEqual({
        allowed: true,
        rule: entry.allowedBy,
      });
    const hash = leafHash(utf8(entry.leaf));
    foldEntry(state, leaf, hash, act, entry.id, bookOf(act));
    const commitment = leaf.tier === 'restricted' ? leaf.commitment : undefined;
    facts.fold(
      { act, id: entry.id, received: Date.parse(leaf.received), commitment },
      recipientsIn(entry.openings ?? []),
    );
    tree.append(hash);
    expect(toHex(hash)).toBe(entry.leafHash);
    expect(toHex(tree.root())).toBe(entry.root);
    const note = parseNote(utf8(entry.checkpoint));
    // A hand-over stands in a checkpoint of who hands over.
    const { key } = signersAt(state, state.size).at(-1)!;
    expect(await verifyNote(note, name, fromBase64url(key.key), verifiers.ed25519!)).toBe(true);
  }
  return { state, facts };
}

interface Tried {
  readonly act: string;
  readonly id: string;
  readonly sig: never;
  readonly certificate?: string | { text: string };
  readonly openings?: never[];
  readonly stamps?: never[];
}

async function judge(state: BodyState, facts: Ledger, tried: Tried, received: string) {
  const act: AnyAct = actOf(tried.act);
  const text = typeof tried.certificate === 'string' ? tried.certificate : tried.certificate?.text;
  const certificate = text === undefined ? undefined : (parseCanonical(utf8(text)) as never);
  const trust = { verifiers, domains: state.host, blob: (hash: string) => blobs.get(hash) };
  const lookup = {
    body: state.id,
    key: (id: string) => hostKey(state, id) ?? state.keys.get(id)?.key,
    certificate: () => certificate,
  };
  const preimage = utf8(`comity/act/v1\n${tried.act}`);
  const { id, sig } = tried;
  const fault = await checkSignatures(trust, lookup, { act, id, preimage }, sig);
  if (fault) return { fault };
  const { good: stamps, bad } = await judgeStamps(state, id, tried.stamps ?? []);
  if (bad.length > 0) return { fault: 'bad-stamp' };
  const recipients = recipientsIn(tried.openings ?? []);
  const now = Date.parse(received);
  const book = bookOf(act);
  return decide({ state, facts, act, id, sig, certificate, received: now, stamps, recipients, book });
}

describe('The vectors', () => {
  test('are what the code makes', async () => {
    const made = await vectorFiles(new Fixed(join(folder, 'fixed.json'), false), folder);
    for (const [name, bytes] of made) expect(sha256(bytes), name).toBe(sha256(read(name)));
  });

  test('are frozen', async () => {
    expect(await findThawed(folder)).toEqual([]);
  });

  test('hold every type of act, in a record that replays to the same state', async () => {
    const types = new Set(
      all('history').flatMap(({ entries }) => entries.map((entry: { type: string }) => entry.type)),
    );
    expect([...types].sort()).toEqual([...ACT_TYPES].sort());
    const { state } = await replay();
    expect(describeState(state)).toEqual(history.state);
  });

  test('go on with what came later, to a state that holds it', async () => {
    const later = json('history-2.json');
    expect(later.after).toBe(history.entries.length);
    const { state } = await replay([...history.entries, ...later.entries]);
    const challenges = Object.fromEntries(state.challenges);
    expect({ ...describeState(state), challenges }).toEqual(later.state);
  });

  test('go on under other hosts, by hand-over and by roots', async () => {
    const moved = json('history-3.json');
    const before = [...history.entries, ...json('history-2.json').entries];
    expect(moved.after).toBe(before.length);
    const { state } = await replay([...before, ...moved.entries]);
    expect({ ...describeState(state), hosts: hostsOf(state) }).toEqual(moved.state);
    expect(state.hosts.map(({ by }) => by)).toEqual(['founding', 'host', ['alpha', 'beta']]);
  });

  test('go on with epochs, and with keys that are replaced after notice', async () => {
    const noticed = json('history-4.json');
    const before = [...history.entries, ...json('history-2.json').entries, ...json('history-3.json').entries];
    expect(noticed.after).toBe(before.length);
    const { state } = await replay([...before, ...noticed.entries]);
    const { notices, epoch, hosts, ...described } = noticed.state;
    expect(describeState(state)).toEqual(described);
    expect(hostsOf(state)).toEqual(hosts);
    expect(noticesIn(state)).toEqual(notices);
    expect(state.epoch).toEqual(epoch);
  });

  test('go on with regional lists, to a state whose directory is as it was', async () => {
    const listed = json('history-17.json');
    const before = (listed.follows as string[]).flatMap((name) => json(name).entries);
    expect(listed.after).toBe(before.length);
    const { state } = await replay([...before, ...listed.entries]);
    const regional = Object.fromEntries(state.regional);
    expect({ ...describeState(state), regional }).toEqual(listed.state);
    expect(listed.state.directory).toEqual(json('history-3.json').state.directory);
  });

  test('hold a body whose rules name mirrors, whose stamps are times of receipt', async () => {
    const { state } = await replay(stamped.entries, stamped);
    expect(describeState(state)).toEqual(stamped.state);
    const leaves = stamped.entries.map(({ leaf }: { leaf: string }) => parseLeaf(utf8(leaf)));
    expect(leaves.filter(({ stamps }: Leaf) => stamps)).toHaveLength(5);
    const later = await replay([...stamped.entries, ...erased.entries], stamped);
    expect(describeState(later.state)).toEqual(erased.state);
  });

  test('go on with what States say of decisions, and with what is to be done by them', async () => {
    expect(decided.after).toBe(deciding.entries.length);
    const { state, facts } = await replay([...deciding.entries, ...decided.entries], deciding);
    const { decisions, ...described } = decided.state;
    expect(describeState(state)).toEqual(described);
    const written = [...deciding.entries, ...decided.entries].map(({ act }: { act: string }) => ({
      prepared: { act: actOf(act) },
    }));
    const chronicle = { written, ledger: facts } as never;
    expect(describeBeside({ chronicle })).toEqual(decisions.beside);
  });

  test('go on with a text that is negotiated, to the same facts', async () => {
    const entries = [...deciding.entries, ...decided.entries, ...negotiated.entries];
    expect(negotiated.after).toBe(entries.length - negotiated.entries.length);
    const { state, facts } = await replay(entries, deciding);
    const { decisions: _, negotiations, ...described } = negotiated.state;
    expect(describeState(state)).toEqual(described);
    const written = entries.map(({ act }: { act: string }) => ({ prepared: { act: actOf(act) } }));
    const chronicle = { written, ledger: facts } as never;
    expect(describeNegotiations({ chronicle })).toEqual(negotiations);
  });

  test('go on with documents, initiatives and written inputs, to the same facts and clocks', async () => {
    const papers = json('history-6.json');
    const whole = ordered().flatMap((file) => file.entries);
    expect(papers.entries[0].index).toBe(papers.after);
    const { state, facts } = await replay(whole.slice(0, papers.after + papers.entries.length));
    expect(describeState(state)).toEqual(papers.state);
    const acts = new Map<string, string>(papers.entries.map(({ id }: { id: string }) => [id, id]));
    expect(describeFacts(facts, acts)).toEqual(papers.facts);
    expect(clocks(state, facts)).toEqual(papers.clocks);
  });

  test('go on with papers under embargo, which are not out before its end', async () => {
    const kept = json('history-10.json');
    const whole = ordered().flatMap((file) => file.entries);
    const { state, facts } = await replay(whole);
    expect(describeState(state)).toEqual(kept.state);
    expect(circulationOf(state, facts, KEPT, 0)).toEqual(kept.clocks[1]);
    expect(kept.clocks[0].out).toEqual({ en: kept.embargo, fr: kept.embargo });
  });

  test('name every act by the hash of its tag, a line feed and its text', () => {
    for (const { act, id, sig, salt, leaf } of history.entries) {
      expect(sha256(`comity/act/v1\n${act}`)).toBe(id);
      if (salt) expect(JSON.parse(leaf).commitment).toBe(leafCommitment({ salt, act: actOf(act), sig }));
    }
  });

  test('hold for every rule an act that it refuses, at the end of the record', async () => {
    const whole = ordered().flatMap((file) => file.entries);
    for (const { body, after, cases, follows } of all('refused')) {
      // A branch says which files it goes on from.
      const told = follows ? (follows as string[]).flatMap((name) => json(name).entries) : whole;
      const other = [stamped, deciding].find((one) => one.body === body);
      const further = other === stamped ? erased.entries : [...decided.entries, ...negotiated.entries];
      const [of, entries] = other ? [other, [...other.entries, ...further]] : [history, told];
      const { state, facts } = await replay(entries.slice(0, after), of);
      expect(state.size).toBe(after);
      for (const tried of cases) {
        const answer = await judge(state, facts, tried, tried.received);
        expect(answer, tried.what).toMatchObject({ ...tried.expect });
        expect(answer, tried.what).not.toMatchObject({ allowed: true });
      }
    }
    const rules = all('refused').flatMap((file) =>
      file.cases.map((tried: { expect: object }) => tried.expect),
    );
    expect(
      RULE_IDS.filter((id) => !rules.some((expected: { rule?: string }) => expected.rule === id)),
    ).toEqual([]);
  });

  test('hold signatures, good and bad', async () => {
    const { domains, cases } = json('signatures.json');
    expect(cases.filter((c: { good: boolean }) => c.good)).toHaveLength(5);
    for (const { what, tag, statement, id, preimage, key, sig, good } of cases) {
      const trust = { verifiers, domains, blob: (hash: string) => blobs.get(hash) };
      expect(sha256(Buffer.from(preimage, 'hex'))).toBe(id);
      expect(await verifyStatement(trust, tag, JSON.parse(statement), key, sig), what).toBe(good);
    }
  });

  test.each(['public', 'beta'])('hold a bundle for %s that verifies', async (audience) => {
    const bytes = read(`bundle-${audience}.tar`);
    expect(sha256(bytes)).toBe(
      json('bundles.json').bundles.find((b: { audience: string }) => b.audience === audience).sha256,
    );
    const source = (async function* () {
      yield new Uint8Array(bytes);
    })();
    const trust = { body: history.body, key: history.verifierKey };
    const report = await verifyBundle(source, { trust, verifiers: { openpgp: openpgpVerifier } });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ verdict: 'verified', trust: 'given' });
  });
});
