import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as log from './index.ts';

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

test('the package imports nothing but its own files', () => {
  for (const name of sources) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const from = [...text.matchAll(/^(?:import|export|\}).*? from '([^']+)'/gm)].map((match) => match[1]!);
    expect(from.filter((path) => !path.startsWith('./'))).toEqual([]);
  }
  expect(sources.length).toBeGreaterThan(10);
});

test('every source file has a test or is covered by the one beside it', () => {
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const without = sources.filter((name) => !tests.includes(name.replace('.ts', '.test.ts')));
  // hash.ts is tested with sha256.ts; errors.ts is a list.
  expect(without.toSorted()).toEqual(['errors.ts', 'hash.ts']);
});

test('offers what other packages build on', () => {
  expect(Object.keys(log).toSorted()).toMatchInlineSnapshot(`
    [
      "ARCHIVE_END",
      "EMPTY_ROOT",
      "Frames",
      "Frontier",
      "LogError",
      "NOTE_COSIGNATURE",
      "NOTE_ED25519",
      "SIZE_TYPE",
      "Sha256",
      "TAGS",
      "TILE_WIDTH",
      "archiveFile",
      "archiveHeader",
      "archivePadding",
      "canonicalBytes",
      "canonicalText",
      "checkPolicy",
      "commitment",
      "concat",
      "consistencyProof",
      "contentOf",
      "cosign",
      "cosignaturesIn",
      "decodeEntries",
      "ed25519Signer",
      "encodeEntries",
      "equalBytes",
      "formatAddCheckpoint",
      "formatCheckpoint",
      "formatFork",
      "formatNote",
      "formatProof",
      "formatSignature",
      "fromBase64",
      "fromBase64url",
      "fromHex",
      "fromUtf8",
      "hasCanonicalS",
      "inclusionProof",
      "isAcceptableKey",
      "isArchiveName",
      "isCanonicalDer",
      "isEd25519Point",
      "isForkFile",
      "isKeyName",
      "isQuorumMet",
      "isStrictEd25519Key",
      "judgeCheckpoint",
      "keyId",
      "leafHash",
      "multiProof",
      "newTiles",
      "nodeCrypto",
      "nodeHash",
      "noteKeyId",
      "parseAddCheckpoint",
      "parseCanonical",
      "parseCheckpoint",
      "parseFork",
      "parseNote",
      "parsePolicy",
      "parseProof",
      "parseTileIndexPath",
      "parseVerifierKey",
      "parseWitnessedSize",
      "platformVerifiers",
      "preimage",
      "preimageOf",
      "quorumSize",
      "quorumTime",
      "rangeRoot",
      "readArchive",
      "rootAt",
      "rootOfMultiProof",
      "sha256",
      "sha256Hex",
      "sha256HexOfText",
      "sha256Portable",
      "signNote",
      "statementId",
      "tileIndexPath",
      "tilePath",
      "tileReader",
      "tileWidth",
      "toBase64",
      "toBase64url",
      "toHex",
      "treeReader",
      "utf8",
      "verifierKey",
      "verifyConsistency",
      "verifyCosignature",
      "verifyFork",
      "verifyInclusion",
      "verifyNote",
      "verifyProof",
      "webVerifiers",
    ]
  `);
});
