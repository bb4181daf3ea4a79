import { canonicalBytes } from '@comity/log';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';
import { Replayer } from './replayer.ts';
import { buildHistory, type History } from './testing/index.ts';
import { tamperStage } from './testing/stage.ts';

const stage = await tamperStage();
const { chronicle, trust } = stage.history;

function replayerOf(): Replayer {
  const replayer = new Replayer({ trust, blob: (sha256) => chronicle.blobs.get(sha256) });
  for (const [hash, certificate] of chronicle.certificates)
    replayer.certify(canonicalBytes(certificate), hash);
  return replayer;
}

async function replay(history: History, replayer: Replayer, opened: boolean) {
  const all = [];
  for (const { bytes, opening } of history.chronicle.written)
    all.push(...(await replayer.take(bytes, opened ? opening : undefined)).faults);
  return all;
}

test('a record replays entry by entry to the same outcome as its bundle, opened or not', async () => {
  const report = await stage.report();
  for (const opened of [false, true]) {
    const replayer = replayerOf();
    expect(await replay(stage.history, replayer, opened)).toEqual([]);
    expect(outcomeOf(replayer.state!)).toBe(report.outcome);
    expect(replayer.root(replayer.size)).toBe(report.root);
  }
});

test('an act that is wrong is told at its entry, and the record goes on behind it', async () => {
  const at = stage.last('directory.contact-amended').index;
  const replayer = replayerOf();
  for (const { bytes, index } of chronicle.written) {
    const changed = index === at ? new TextEncoder().encode(flipSignature(bytes)) : bytes;
    const { faults } = await replayer.take(changed);
    if (index < at) expect(faults).toEqual([]);
    if (index === at) expect(faults.map((f) => [f.code, f.index])).toEqual([['verify.signature', at]]);
  }
  expect(replayer.size).toBe(chronicle.size);
});

/** The signature of the leaf with its first letter changed. */
function flipSignature(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const at = text.lastIndexOf('"value":"') + '"value":"'.length;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

test('without its certificate an act by session is a fault, and the body must be the one that is trusted', async () => {
  const replayer = new Replayer({ trust, blob: (sha256) => chronicle.blobs.get(sha256) });
  const codes = new Set((await replay(stage.history, replayer, false)).map((f) => f.code));
  expect([...codes]).toContain('verify.certificate-missing');
  const other = await buildHistory({ participants: 2, acts: 0, seed: 'another', mix: { file: 1 } });
  const stranger = new Replayer({ trust: { ...trust, body: '0'.repeat(64) }, blob: () => undefined });
  expect((await stranger.take(other.chronicle.written[0]!.bytes)).faults[0]?.code).toBe('verify.founding');
});

test('a nonce that was used is known with its act', async () => {
  const replayer = replayerOf();
  await replay(stage.history, replayer, false);
  const { prepared } = stage.last('people.person-added');
  const { act, id } = prepared;
  const name = 'participant' in act.actor ? `${act.actor.participant}/${act.actor.person}` : '';
  expect(replayer.usedNonce(name, act.nonce)).toBe(id);
  expect(replayer.usedNonce('nobody/root', act.nonce)).toBeUndefined();
});
