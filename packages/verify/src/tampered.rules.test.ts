import { formats } from '@comity/acts';
import { fileHand, personData, rootHand, sessionHand, signerHand, withList } from '@comity/acts/testing';
import { concat, sha256, sha256Hex, toHex, utf8 } from '@comity/log';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Report, reportLines, verifyBundle } from './index.ts';
import { bundleOf, codesIn, inPieces, type Stage, tamperStage, writeUnruled } from './testing/index.ts';

let stage: Stage;
let history: Stage['history'];
beforeEach(async () => {
  stage = await tamperStage();
  history = stage.history;
});

/** Whatever else is wrong: the verdict is, its first line says so, and the fault stands there with its place. */
function expectFault(report: Report, code: string, index?: number): void {
  expect(report.verdict).toBe('wrong');
  expect(reportLines(report)[0]).toMatch(/^WRONG/);
  expect(codesIn(report, index)).toContain(code);
}

describe('a host that lets in what the rules refuse', () => {
  const refusedAs = async (rule: string, index: number) => {
    const found = await stage.report();
    expectFault(found, 'verify.refused', index);
    expect(found.faults.find((fault) => fault.index === index)?.says).toContain(rule);
    return found;
  };

  test('a removed person acts', async () => {
    const { chronicle, delegations } = history;
    const { root, tapper, contact } = delegations[1]!;
    const removed = { person: tapper.actor.person };
    chronicle.append(await chronicle.sign(root, 'people.person-removed', removed));
    const data = withList(chronicle, tapper, 'directory.contact-removed', { contact });
    const { index } = writeUnruled(history, await chronicle.sign(tapper, 'directory.contact-removed', data));
    const found = await refusedAs('people.current-key', index);
    expect(codesIn(found)).toEqual(['verify.refused']);
  });

  test('a nonce is used twice, and an act stands twice', async () => {
    const { chronicle, delegations } = history;
    const { officer, contact } = delegations[0]!;
    const change = (nonce: string) => {
      const {
        version,
        class: kind,
        fields,
        roster: [...roster],
      } = chronicle.state.directory.get('state-000')!.contacts.get(contact)!;
      const data = withList(chronicle, officer, 'directory.contact-amended', {
        contact,
        class: kind,
        fields,
        roster,
      });
      return chronicle.sign(officer, 'directory.contact-amended', data, { base: version, nonce });
    };
    const nonce = stage.last('directory.contact-amended').prepared.act.nonce.replace(/^./, 'A');
    const first = await change(nonce);
    chronicle.append(first);
    const reused = writeUnruled(history, await change(nonce));
    const repeated = writeUnruled(history, first);
    const found = await stage.report();
    expectFault(found, 'verify.nonce-reused', reused.index);
    expectFault(found, 'verify.act-repeated', repeated.index);
  });

  test('a session acts after its end', async () => {
    const { chronicle } = history;
    const clerk = await fileHand('secretariat', 'clerk');
    const { at, body, now } = chronicle;
    const session = await sessionHand(clerk, body, at, formats.timeOf(now + 60_000));
    chronicle.now += 61_000;
    const { document } = stage.last('documents.registered').prepared.act.data as { document: string };
    const data = { document, reason: 'Too late.' };
    const { index } = writeUnruled(history, await chronicle.sign(session, 'documents.withdrawn', data));
    await refusedAs('people.session-current', index);
  });

  test('a list is not continued', async () => {
    const { chronicle, delegations } = history;
    const { officer, contact } = delegations[0]!;
    const data = withList(chronicle, officer, 'directory.contact-removed', { contact });
    const list = { ...data.list, manifest: sha256Hex(utf8('another list')) };
    const signed = await chronicle.sign(officer, 'directory.contact-removed', { contact, list });
    const { index } = writeUnruled(history, signed);
    await refusedAs('directory.list-continues', index);
  });

  test('an act is challenged that is not there, or again', async () => {
    const { chronicle, delegations } = history;
    const { officer } = delegations[0]!;
    const root = await rootHand('state-000');
    const challenge = (act: string) =>
      chronicle.sign(root, 'people.act-challenged', { act, reason: 'not-ours' });
    const { act: binding } = stage.last('directory.contact-amended').prepared;
    const made = chronicle.written.findLast(
      ({ prepared: { act } }) => act.type === binding.type && act.actor.key === officer.actor.key,
    )!;
    chronicle.append(await challenge(made.prepared.id));
    expect((await stage.report()).verdict).toBe('verified');
    const twice = writeUnruled(history, await challenge(made.prepared.id));
    const nowhere = writeUnruled(history, await challenge('a'.repeat(64)));
    await refusedAs('people.challenge-in-time', twice.index);
    await refusedAs('people.challenge-in-time', nowhere.index);
  });

  test('the host grants itself what only a State may', async () => {
    const { chronicle } = history;
    const signed = await chronicle.sign(chronicle.host, 'body.confirmed', {});
    const { index } = writeUnruled(history, signed);
    await refusedAs('body.host-states-facts', index);
  });

  test('what rests on a refused act is refused as well', async () => {
    const { chronicle, delegations } = history;
    const stranger = await fileHand('state-000', 'stranger');
    const added = await personData(chronicle, stranger);
    const signed = await chronicle.sign(delegations[1]!.officer, 'people.person-added', added.data);
    const { index } = writeUnruled(history, signed);
    const { person } = added.data;
    const holding = { person, authorities: ['directory' as const] };
    const root = await rootHand('state-000');
    const rested = await chronicle.sign(root, 'people.authorities-set', holding);
    chronicle.state.seats
      .get('state-000')!
      .people.set(person, chronicle.state.seats.get('state-001')!.people.get(person)!);
    const later = writeUnruled(history, rested);
    const found = await stage.report();
    expect(codesIn(found, later.index)).toEqual(['verify.refused']);
    expect(index).toBeLessThan(later.index);
  });
});

describe('signatures of an algorithm that the caller brings', () => {
  /** A stand-in for a card: whoever knows the key bytes can check it. */
  const toy = (bytes: Uint8Array, message: Uint8Array) => sha256(concat(bytes, message));

  test('are checked with its verifier, and never passed over without', async () => {
    const { chronicle, delegations } = history;
    const bytes = utf8('a transferable public key');
    const blob = { sha256: chronicle.keep(bytes), size: bytes.length };
    const key = { alg: 'openpgp' as const, blob, fingerprint: blob.sha256.slice(0, 40) };
    const signer = { alg: 'openpgp' as const, publicKey: bytes, sign: (m: Uint8Array) => toy(bytes, m) };
    const hand = signerHand('state-000', 'card', key, signer);
    const { data } = await personData(chronicle, hand);
    const { index } = chronicle.append(
      await chronicle.sign(delegations[0]!.officer, 'people.person-added', data),
    );
    const bundle = await bundleOf(history, 'public');
    const openpgp = (k: Uint8Array, m: Uint8Array, s: Uint8Array) => toHex(toy(k, m)) === toHex(s);
    const brought = await verifyBundle(inPieces(bundle), { trust: history.trust, verifiers: { openpgp } });
    expect(brought.faults).toEqual([]);
    expectFault(await verifyBundle(inPieces(bundle)), 'verify.no-verifier', index);
    const refusing = await verifyBundle(inPieces(bundle), { verifiers: { openpgp: () => false } });
    expectFault(refusing, 'verify.proof-of-key', index);
  });
});
