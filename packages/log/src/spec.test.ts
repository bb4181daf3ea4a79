import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toBase64url, toHex, utf8 } from './bytes.ts';
import { canonicalText } from './canonical.ts';
import { cosign } from './cosignature.ts';
import { inclusionProof, leafHash, rootAt, treeReader } from './merkle.ts';
import { formatCheckpoint, formatNote, formatSignature, signNote, verifierKey } from './note.ts';
import { formatProof } from './proof.ts';
import { ed25519Signer, keyId } from './signature.ts';
import { commitment, preimage, statementId, TAGS } from './statement.ts';

/** The examples of the specification, made here anew: a document that drifts from the code fails. */
const chapter = (name: string) =>
  readFileSync(new URL(`../../../docs/spec/${name}`, import.meta.url), 'utf8');
const bytesChapter = chapter('01-bytes.md');
const treeChapter = chapter('02-tree.md');
const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');

const signer = await ed25519Signer(new Uint8Array(32).fill(1));
const statement = { v: 1, text: 'Zoë' };

test('chapter 1 has the bytes, id, key and signature of its example', async () => {
  const P = preimage('act', statement);
  expect(bytesChapter).toContain(
    `\`${canonicalText(statement)}\`, in hex\n\`${toHex(utf8(canonicalText(statement)))}\``,
  );
  expect(bytesChapter).toContain(`P  ${toHex(P)}\n`);
  expect(bytesChapter).toContain(`id ${statementId('act', statement)}\n`);
  expect(bytesChapter).toContain(`\`${toBase64url(signer.publicKey)}\``);
  expect(bytesChapter).toContain(`\`${keyId('ed25519', signer.publicKey)}\``);
  expect(bytesChapter).toContain(`\`${toBase64url(await signer.sign(P))}\``);
});

test('chapter 1 has the commitment of its example and every tag', () => {
  const members = ['con_AAAAAAAAAAAAAAAAAAAAAA', 'name', toBase64url(new Uint8Array(32)), 'Zoë'];
  expect(bytesChapter).toContain(`\`${canonicalText(['comity/field/v1', ...members])}\``);
  expect(bytesChapter).toContain(`\`${commitment('field', ...members)}\``);
  const listed = [...bytesChapter.matchAll(/^\| `(comity\/[a-z]+\/v1)` \|/gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(Object.values(TAGS).toSorted());
});

test('chapter 2 has the roots, checkpoint, key line, cosignature and proof of its example', async () => {
  const read = treeReader(['a', 'b', 'c'].map((leaf) => leafHash(utf8(leaf))));
  for (const size of [0, 1, 2, 3])
    expect(treeChapter).toContain(`size ${size}  ${toHex(rootAt(read, size))}\n`);
  const origin = 'comity.example/log';
  const text = formatCheckpoint({ origin, size: 3, root: rootAt(read, 3) });
  const note = await signNote(text, origin, signer);
  expect(treeChapter).toContain(indented(formatNote(note)));
  expect(treeChapter).toContain(indented(`${verifierKey(origin, signer.publicKey)}\n`));
  const witness = await ed25519Signer(new Uint8Array(32).fill(2));
  expect(treeChapter).toContain(
    indented(formatSignature(await cosign(text, 'witness.example', witness, 1_793_872_800))),
  );
  const proof = formatProof({ index: 2, path: inclusionProof(read, 2, 3), checkpoint: note });
  expect(treeChapter).toContain(indented(proof));
});
