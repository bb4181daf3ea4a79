import { FOR_A_HOST } from '@comity/acts';
import { hostHand, sessionHand, testId, withList } from '@comity/acts/testing';
import { fromBase64url, verifierKey } from '@comity/log';
import { beforeEach, describe, expect, test } from 'vitest';
import { reportLines, verifyBundle } from './index.ts';
import {
  assemble,
  buildHistory,
  codesIn,
  type History,
  inPieces,
  partsOf,
  writeUnruled,
} from './testing/index.ts';

const THERE = { rpId: 'new.example', origin: 'https://new.example' };
let history: History;
beforeEach(async () => {
  history = await buildHistory({ participants: 3, acts: 12, hub: true });
});

const nextHost = (house = 'next') => hostHand(history.chronicle.state.founding.origin, house);
const change = async (house = 'next') => ({
  host: (await nextHost(house)).key,
  rpIds: [THERE.rpId],
  origins: [THERE.origin],
});
const base = () => ({ base: history.chronicle.state.host.act });
const handOver = async () => {
  const { chronicle } = history;
  return chronicle.append(await chronicle.sign(chronicle.host, 'body.host-changed', await change(), base()));
};
const byRoot = async (state: number, house = 'next') => {
  const { chronicle, delegations } = history;
  const signed = await chronicle.sign(
    delegations[state]!.root,
    'body.host-changed',
    await change(house),
    base(),
  );
  return chronicle.append(signed);
};
/** The record as a host exports it. */
async function report(house = 'next', trust = history.trust, audience = 'public') {
  const parts = partsOf(history, audience);
  const signing = { ...parts, host: await nextHost(house), house };
  return verifyBundle(inPieces(await assemble(signing)), { trust });
}
const goOn = async () => {
  const { chronicle, delegations } = history;
  return chronicle.append(await chronicle.sign(delegations[2]!.root, 'body.confirmed', {}));
};

describe('a record that moved to another host', () => {
  test('is verified by the key of any of its hosts, and the chain of them is printed', async () => {
    const { act, id } = (await handOver()).prepared;
    await goOn();
    const key = verifierKey(
      history.chronicle.state.founding.origin,
      fromBase64url((await change()).host.key),
    );
    for (const trust of [history.trust, { ...history.trust, key }]) {
      const found = await report('next', trust);
      expect(found.faults).toEqual([]);
      expect(found.verdict).toBe('verified');
      expect(found.hosts.map((host) => host.by)).toEqual(['founding', 'host']);
      expect(found.hosts[1]).toMatchObject({ key, act: id, rpIds: [THERE.rpId] });
      expect(reportLines(found).join('\n')).toContain(
        `named by the host before it in entry ${found.hosts[1]!.index}`,
      );
    }
    expect(act.type).toBe('body.host-changed');
    const stranger = verifierKey(
      'body.example/log',
      fromBase64url((await nextHost('stranger')).key.key as string),
    );
    expect(codesIn(await report('next', { ...history.trust, key: stranger }))).toEqual(['verify.other-key']);
  });

  test('is exported with its hand-over by the host that hands over, and no further', async () => {
    await handOver();
    expect((await report('')).faults).toEqual([]);
    expect((await report('next')).faults).toEqual([]);
    await goOn();
    const wrong = ['verify.manifest-signature', 'verify.checkpoint-signature'];
    expect(codesIn(await report(''))).toEqual(wrong);
    expect(codesIn(await report('stranger'))).toEqual(wrong);
  });

  test('moves by the roots of as many States as the founding says, and by no fewer', async () => {
    await byRoot(2);
    await byRoot(0, 'other');
    expect(codesIn(await report('next'))).toContain('verify.checkpoint-signature');
    await byRoot(1);
    const found = await report('next');
    expect(found.faults).toEqual([]);
    expect(found.hosts[1]?.by).toEqual(['state-001', 'state-002']);
    expect(reportLines(found).join('\n')).toContain('named by state-001, state-002');
    expect(codesIn(await report(''))).toContain('verify.checkpoint-signature');
  });

  test('holds nothing that the former host states', async () => {
    const { chronicle } = history;
    await handOver();
    const late = await chronicle.sign(chronicle.host, 'host.time-reached', { instant: chronicle.at });
    const { index } = writeUnruled(history, late);
    expect(codesIn(await report(), index)).toEqual(['verify.refused']);
  });

  test('has another outcome than one that did not move', async () => {
    await goOn();
    const stayed = await report('');
    await handOver();
    expect((await report()).outcome).not.toBe(stayed.outcome);
  });
});

describe('passkeys after a move', () => {
  test('sign at the new domain and not at the old one, whatever was read ahead', async () => {
    const { chronicle, delegations } = history;
    const { root, tapper } = delegations[1]!;
    const authorities = { person: tapper.actor.person, authorities: ['decisions', 'directory'] as const };
    chronicle.append(await chronicle.sign(root, 'people.authorities-set', authorities as never));
    await handOver();
    const signed = await chronicle.sign(delegations[2]!.tapper, 'directory.contact-removed', {
      contact: delegations[2]!.contact,
      list: { seq: 1, manifest: 'a'.repeat(64) },
    });
    const { index } = writeUnruled(history, signed);
    const found = await report();
    expect(codesIn(found, index)).toEqual(['verify.signature']);
  });

  test('are good where they tap at the domain then in force', async () => {
    const { chronicle, delegations } = history;
    const { tapper } = delegations[0]!;
    await handOver();
    const data = withList(chronicle, tapper, 'directory.contact-removed', {
      contact: delegations[0]!.contact,
    });
    const signed = await chronicle.sign(tapper, 'directory.contact-removed', data);
    const sig = await tapper.sign('act', signed.prepared.act, THERE);
    chronicle.append({ ...signed, sig });
    expect((await report()).faults).toEqual([]);
  });

  test('certify sessions again: one certified at the old domain ends with it', async () => {
    const { chronicle, delegations } = history;
    const { root, tapper, contact } = delegations[0]!;
    const authorities = { person: tapper.actor.person, authorities: ['directory', 'exchange'] as const };
    chronicle.append(await chronicle.sign(root, 'people.authorities-set', authorities as never));
    const session = await sessionHand(
      tapper,
      chronicle.body,
      chronicle.at,
      new Date(chronicle.now + 3_600_000).toISOString(),
    );
    const message = { message: testId('msg', 'none'), thread: testId('thr', 'none'), contact };
    const before = await chronicle.sign(session, 'exchange.acknowledged', message);
    await handOver();
    const { index } = writeUnruled(history, before);
    const found = await report('next', history.trust, FOR_A_HOST);
    expect(codesIn(found, index)).toContain('verify.certificate-signature');
  });
});

test('a bundle for a host to come opens everything, and is good', async () => {
  const found = await report('', history.trust, FOR_A_HOST);
  expect(found.faults).toEqual([]);
  expect(found).toMatchObject({ verdict: 'verified', audience: '*' });
  expect(found.notProvable.map(({ what }) => what)).toEqual(['one-record']);
});
