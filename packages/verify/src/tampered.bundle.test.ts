import { certificateHash, commitmentsIn, formats, type Signature } from '@comity/acts';
import {
  fileHand,
  type Hand,
  rootHand,
  sessionHand,
  signerHand,
  testId,
  withList,
} from '@comity/acts/testing';
import {
  canonicalBytes,
  ed25519Signer,
  parseCanonical,
  sha256,
  sha256Hex,
  utf8,
  verifierKey,
} from '@comity/log';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Report, reportLines, verifyBundle } from './index.ts';
import {
  bundleOf,
  codesIn,
  inPieces,
  pack,
  partsOf,
  rewriteEntry,
  rewriteOpening,
  type Stage,
  tamperStage,
  unpack,
  writeUnruled,
} from './testing/index.ts';

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

describe('a bundle that lacks or swaps what travels beside the log', () => {
  test('a required blob is missing', async () => {
    const parts = partsOf(history, 'public');
    const { data } = stage.last('documents.registered').prepared.act as {
      data: { files: Record<string, { sha256: string }> };
    };
    const { sha256 } = data.files.en!;
    parts.blobs.delete(sha256);
    const found = await stage.verify(parts);
    expectFault(found, 'verify.blob-missing', stage.last('documents.registered').index);
    expect(found.faults[0]?.where).toBe(`blobs/${sha256}`);
  });

  test('a file under embargo is not missing until that is over', async () => {
    const { chronicle } = history;
    const bytes = utf8('Not yet for everybody.');
    const en = { sha256: chronicle.keep(bytes), size: bytes.length, media: 'text/plain' };
    const embargo = formats.timeOf(chronicle.now + 3_600_000);
    const document = testId('doc', 'kept');
    const data = { document, titles: { en: 'Kept' }, source: 'secretariat' as const, files: { en }, embargo };
    const { index } = chronicle.append(
      await chronicle.sign(await rootHand('secretariat'), 'documents.registered', data),
    );
    const parts = partsOf(history, 'public');
    parts.blobs.delete(en.sha256);
    const early = await stage.verify(parts);
    expect([early.verdict, early.faults]).toEqual(['verified', []]);
    expect(early.notProvable).toContainEqual(expect.objectContaining({ what: 'embargoed', count: 1 }));
    expectFault(await stage.verify({ ...parts, at: embargo }), 'verify.blob-missing', index);
  });

  test('the blobs of the founding are missing, so that nothing can be replayed', async () => {
    const parts = partsOf(history, 'public');
    parts.blobs.delete(history.chronicle.state.founding.rules);
    const found = await stage.verify(parts);
    expectFault(found, 'verify.blob-missing', 0);
    expect(found.checks.find(({ check }) => check === 'rules')).toMatchObject({ ok: false });
    expect(found.outcome).toBeUndefined();
  });

  test('a blob is not what its name says', async () => {
    const parts = partsOf(history, 'public');
    const [name] = [...parts.blobs.keys()];
    parts.blobs.set(name!, utf8('something else'));
    expectFault(await stage.verify(parts), 'verify.blob-differs');
  });

  test('a certificate is missing, or signed by another key', async () => {
    const { index } = stage.last('documents.registered');
    const parts = partsOf(history, 'public');
    const [held] = parts.certificates;
    parts.certificates = [];
    expectFault(await stage.verify(parts), 'verify.certificate-missing', index);
    const { statement } = parseCanonical(held!) as { statement: unknown };
    const sig = await history.delegations[0]!.officer.sign('session', statement);
    parts.certificates = [held!, canonicalBytes({ statement, sig })];
    expectFault(await stage.verify(parts), 'verify.certificate-signature');
  });

  test('an act names a certificate that another key signed', async () => {
    const { chronicle, delegations } = history;
    const clerk = await fileHand('secretariat', 'clerk');
    const honest = await sessionHand(
      clerk,
      chronicle.body,
      chronicle.at,
      formats.timeOf(chronicle.now + 60_000),
    );
    const sig = await delegations[0]!.officer.sign('session', honest.certificate.statement);
    const certificate = { statement: honest.certificate.statement, sig };
    const session = certificateHash(certificate);
    const hand: Hand = {
      ...honest,
      certificate,
      sign: async (t, s) => ({ ...(await honest.sign(t, s)), session }),
    };
    const { document } = stage.last('documents.registered').prepared.act.data as { document: string };
    const data = { document, reason: 'By a stranger.' };
    const { index } = writeUnruled(history, await chronicle.sign(hand, 'documents.withdrawn', data));
    expectFault(await stage.report(), 'verify.certificate-signature', index);
  });

  test('an opening belongs to another entry', async () => {
    const parts = partsOf(history, 'state-000');
    const [first, second] = parts.openings.map((o) => parseCanonical(o) as { index: number });
    rewriteOpening(parts, 0, (opening) => ({ ...opening, index: second!.index }));
    rewriteOpening(parts, 1, (opening) => ({ ...opening, index: first!.index }));
    const found = await stage.verify(parts);
    expect(codesIn(found)).toContain('verify.opening-unmatched');
    parts.openings.reverse();
    parts.openings = [...parts.openings.splice(-2), ...parts.openings.reverse()];
    const swapped = await stage.verify(parts);
    expectFault(swapped, 'verify.opening-differs', first!.index);
    expectFault(swapped, 'verify.opening-differs', second!.index);
  });

  test('an opening belongs to a public entry, or to none', async () => {
    const parts = partsOf(history, 'state-000');
    rewriteOpening(parts, 0, (opening) => ({ ...opening, index: 1 }));
    expectFault(await stage.verify(parts), 'verify.opening-unmatched', 1);
    const beyond = partsOf(history, 'state-000');
    const count = beyond.openings.filter((o) => o[2] === 0x61).length;
    rewriteOpening(beyond, count - 1, (opening) => ({ ...opening, index: 1_000_000 }));
    expectFault(await stage.verify(beyond), 'verify.opening-unmatched', 1_000_000);
  });

  test('an opened field is another than the act committed to', async () => {
    const parts = partsOf(history, 'state-000');
    const record = parts.openings.findIndex((o) => o[2] !== 0x61);
    rewriteOpening(parts, record, (opening) => ({ ...opening, value: 'something else' }));
    expect(codesIn(await stage.verify(parts))).toEqual(['verify.opening-unmatched']);
  });

  test('a commitment of one field stands for another', async () => {
    const { chronicle, delegations } = history;
    const { officer, contact } = delegations[0]!;
    const here = chronicle.state.directory.get('state-000')!.contacts.get(contact)!;
    const amended = stage.last('directory.contact-amended').prepared.act;
    const email = commitmentsIn(amended).find(({ path }) => path === 'emails')!;
    const fields = { ...here.fields, unit: { commitment: email.commitment, readers: 'own' as const } };
    const data = withList(chronicle, officer, 'directory.contact-amended', {
      contact,
      class: here.class,
      fields,
      roster: [...here.roster],
    });
    const signed = await chronicle.sign(officer, 'directory.contact-amended', data, { base: here.version });
    const { index } = chronicle.append(signed);
    expect(codesIn(await stage.report('state-000'), index)).toEqual(['verify.opening-differs']);
  });
});

describe('a container and a manifest that do not tell the truth', () => {
  test('another host signed', async () => {
    const parts = partsOf(history, 'public');
    const stranger = await ed25519Signer(sha256(utf8('stranger')));
    const { sign } = signerHand('state-000', 'stranger', history.delegations[0]!.officer.key, stranger);
    expectFault(await stage.verify({ ...parts, host: { ...parts.host, sign } }), 'verify.manifest-signature');
  });

  test('the manifest tells of another body, log, root or audience', async () => {
    const parts = partsOf(history, 'public');
    for (const wrong of [{ body: sha256Hex(utf8('x')) }, { audience: 'state-999' }])
      expectFault(await stage.verify({ ...parts, ...wrong }), 'verify.manifest-differs');
    const found = await stage.verify({ ...parts, origin: 'other.example/log' });
    expectFault(found, 'verify.manifest-differs');
    expectFault(found, 'verify.checkpoint-differs');
    expectFault(found, 'verify.checkpoint-signature');
  });

  test('files are missing, unlisted or out of order', async () => {
    const bundle = await bundleOf(history, 'public');
    const files = unpack(bundle);
    const packed = (list: [string, Uint8Array][]) => verifyBundle(inPieces(pack(list)));
    for (const name of ['checkpoint', 'entries', 'certificates', 'openings']) {
      const found = await packed([...files].filter(([n]) => n !== name));
      expectFault(found, 'verify.file-missing');
      expect(found.faults.map(({ where }) => where)).toContain(name);
    }
    expectFault(await packed([...files, ['zzz', utf8('more')]]), 'verify.file-unlisted');
    expectFault(await packed([...files, ['zzz', utf8('more')]]), 'verify.file-order');
    const [manifest, checkpoint, ...rest] = [...files];
    expectFault(await packed([manifest!, ...rest, checkpoint!]), 'verify.file-order');
  });

  test('names that would leave the folder, or hide, are refused', async () => {
    const bundle = await bundleOf(history, 'public');
    const at = 512 * (1 + Math.ceil(unpack(bundle).get('MANIFEST')!.length / 512));
    for (const name of ['../check', '/checkpt', 'a\\..\\b', 'CHECKPOINT', 'check\u0000pt', 'checkp\u00f6i']) {
      const forged = bundle.slice();
      forged.fill(0, at, at + 100);
      forged.set(Buffer.from(name, 'latin1'), at);
      forged.set(utf8('        '), at + 148);
      const sum = forged.subarray(at, at + 512).reduce((n, byte) => n + byte, 0);
      forged.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), at + 148);
      const found = await verifyBundle(inPieces(forged));
      expect(found.verdict).toBe('wrong');
      expect(['verify.container', 'verify.file-order']).toContain(found.faults[0]?.code);
    }
  });

  test('it is the record of another body than the one that is trusted', async () => {
    const bundle = await bundleOf(history, 'public');
    const trust = { body: sha256Hex(utf8('mine')), key: history.trust.key };
    expectFault(await verifyBundle(inPieces(bundle), { trust }), 'verify.other-body');
    const { publicKey } = await ed25519Signer(sha256(utf8('theirs')));
    const key = verifierKey(history.chronicle.state.founding.origin, publicKey);
    expectFault(
      await verifyBundle(inPieces(bundle), { trust: { ...history.trust, key } }),
      'verify.other-key',
    );
  });

  test('a founding that nobody signed founds nothing', async () => {
    const parts = partsOf(history, 'public');
    rewriteEntry(parts, 0, (leaf) => {
      const sig = leaf.sig as Signature;
      const value = `${sig.value[0] === 'A' ? 'B' : 'A'}${sig.value.slice(1)}`;
      return { ...leaf, sig: { ...sig, value } };
    });
    expectFault(await stage.verify(parts), 'verify.founding', 0);
  });
});
