import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseLeaf, prepareAct } from '@comity/acts';
import { type Connection, dataOf, send, type TrustedBody } from '@comity/client';
import {
  decodeEntries,
  fromUtf8,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVerifierKey,
  platformVerifiers,
  sha256Hex,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  utf8,
  verifyNote,
  verifyProof,
} from '@comity/log';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { pairs } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { type Answer, describe, does, findIdentity, publicConnection, type Setting } from './setting.ts';

export function clientCommands(program: Command): void {
  const client = describe(
    program.command('client'),
    'The standalone client: one archive per platform, the same bytes for whoever builds it.',
  );
  describe(
    client
      .command('check')
      .argument('<archive>', 'for example comity-0.1.0-linux-x64.tar.gz')
      .requiredOption('--sums <file>', 'the list of digests that came with it')
      .option('--key <line>', 'the key that must have signed the list, as its owner handed it out')
      .option('--trust <file>', 'the body and key to expect (default: those of the identity)'),
    'Hold an archive against its list of digests, and the list against its signer and the record of the body.',
    'client check comity-0.1.0-linux-x64.tar.gz --sums SHA256SUMS --url https://body.example --trust trust.json',
    'client check comity-0.1.0-linux-x64.tar.gz --sums SHA256SUMS --key comity-client+1a2b…+AQ…',
  ).action(does(check));
}

interface CheckOptions {
  readonly sums: string;
  readonly key?: string;
  readonly trust?: string;
}

async function check(setting: Setting, options: CheckOptions, archive: string): Promise<Answer> {
  const sums = await readFile(options.sums).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${options.sums} cannot be read: ${error.message}`);
  });
  const digest = await digestOf(archive);
  assertListed(basename(archive), digest, fromUtf8(sums));
  const signer = options.key === undefined ? undefined : await assertSigned(sums, options.key);
  const trust =
    options.trust === undefined ? (await findIdentity(setting))?.trust : await readTrust(options.trust);
  const onRecord = trust && (await findOnRecord(setting, sha256Hex(sums), trust));
  if (!signer && !onRecord)
    throw refusal(
      'comity.nobody-vouches',
      'The archive is on the list, but nobody said who vouches for the list.',
      'Give the key of its signer with --key, or the body on whose record it stands with --trust and --url.',
    );
  return {
    value: { archive: basename(archive), sha256: digest, ...(signer ? { signer } : {}), ...(onRecord ?? {}) },
    lines: [
      'The archive is the one that was released.',
      ...pairs({
        'SHA-256': digest,
        ...(signer ? { 'signed by': signer } : {}),
        ...(onRecord ? { 'on the record': `entry ${onRecord.index}, act ${onRecord.act}` } : {}),
      }),
    ],
  };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${(error as Error).message}`);
  }
  return hash.digest('hex');
}

/** Throws `comity.other-archive` unless the list has this name with this digest. */
function assertListed(name: string, digest: string, sums: string): void {
  const lines = sums.split('\n').map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  const listed = lines.filter((line) => line?.[2] === name);
  if (listed.length === 1 && listed[0]![1] === digest) return;
  const why =
    listed.length === 0 ? 'is not on the list' : `has the digest ${digest}, which is not the listed one`;
  throw refusal(
    'comity.other-archive',
    `${name} ${why}.`,
    'Do not run it. Get it again, or build it yourself.',
  );
}

/** The name of the signer. Throws `comity.not-signed` unless this key signed the list. */
async function assertSigned(sums: Uint8Array, line: string): Promise<string> {
  const { name, publicKey } = parseVerifierKey(line);
  const note = (() => {
    try {
      return parseNote(sums);
    } catch {
      return undefined;
    }
  })();
  if (note && (await verifyNote(note, name, publicKey, platformVerifiers.ed25519!))) return name;
  throw refusal('comity.not-signed', `The list is not signed by ${name}.`, 'Do not run what it lists.');
}

/** The act that put a document with exactly this file on the record, proven. Throws where there is none. */
async function findOnRecord(setting: Setting, sha256: string, trust: TrustedBody) {
  const connection = await publicConnection(setting);
  const query = { q: 'comity-client', limit: 200 };
  const { documents } = dataOf(await connection.api.GET('/api/documents', { params: { query } }));
  const version = documents.flatMap((d) => d.versions).find((v) => v.sha256 === sha256);
  if (!version)
    throw refusal(
      'comity.not-on-record',
      'The list of digests is not on the record of this body.',
      'Its secretariat registers it: comity documents register --symbol comity-client/… --file en=SHA256SUMS',
    );
  return proveFile(connection, version.index, sha256, trust);
}

/**
 * Proves that the entry at this index names the file: with the bytes of the entry itself, not with what the server
 * says of it. Who signed the entry is proven by `comity verify`.
 */
async function proveFile(connection: Connection, index: number, sha256: string, trust: TrustedBody) {
  const { name, publicKey } = parseVerifierKey(trust.key);
  const bytes = async (path: string) => new Uint8Array(await (await send(connection, path)).arrayBuffer());
  const { size } = parseCheckpoint(parseNote(await bytes('/checkpoint')).text);
  const bundle = Math.floor(index / TILE_WIDTH);
  const path = tilePath('entries', bundle, tileWidth(0, bundle, size));
  const entry = decodeEntries(await bytes(`/${path}`))[index % TILE_WIDTH];
  const leaf = entry && parseLeaf(entry);
  if (leaf?.tier !== 'public' || !JSON.stringify(leaf.act.data).includes(`"sha256":"${sha256}"`))
    throw refusal('comity.wrong-file', 'The record does not hold what the server says.', 'Tell your mirror.');
  const { id } = prepareAct(leaf.act);
  const proof = parseProof(utf8(await (await send(connection, `/api/acts/${id}/proof`)).text()));
  const log = { origin: name, publicKey };
  const good = await verifyProof(proof, leafHash(entry!), log, platformVerifiers.ed25519!);
  if (good && proof.index === index) return { act: id, index };
  throw refusal(
    'comity.proof-fails',
    'The list is not proven to be in the log you trust.',
    'Tell your mirror.',
  );
}
