/**
 * `node bench/stage/record.ts ACTS FILE`: writes a bundle of so many acts of the usual mix, and beside it
 * FILE.trust.json. Nothing but hashes and what is unopened stays in memory, so a million acts fit.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Written } from '@comity/acts/testing';
import { hostSigner } from '@comity/acts/testing';
import {
  ARCHIVE_END,
  archiveHeader,
  archivePadding,
  canonicalBytes,
  Frontier,
  formatCheckpoint,
  formatNote,
  signNote,
  toHex,
  utf8,
} from '@comity/log';
import { requiredBlobs, type TrustRoot } from '@comity/verify';
import { buildHistory, type History, type Mix, type Readers } from '@comity/verify/testing';

/** 60 % messages and acknowledgements, 25 % changes by keys in files, 10 % by P-256 passkeys, 5 % by RSA passkeys. */
export const USUAL_MIX = { exchange: 60, file: 25, passkey: 10, rsa: 5 } satisfies Partial<Mix>;
/** The State that takes part in every message, and may open it. */
export const AUDIENCE = 'state-000';

/** Content of a file of the bundle, kept on disk until it is copied. */
class Spool {
  readonly path: string;
  readonly #fd: number;
  readonly #hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #length = 0;
  size = 0;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'w+');
  }
  record(bytes: Uint8Array): void {
    this.put(Uint8Array.of(bytes.length >> 8, bytes.length & 255));
    this.put(bytes);
  }
  put(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#length += bytes.length;
    if (this.#length > 1 << 20) this.#flush();
  }
  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#length = 0;
    this.size += bytes.length;
    this.#hash.update(bytes);
    writeSync(this.#fd, bytes);
  }
  sha256(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }
  copyTo(fd: number): void {
    const buffer = Buffer.alloc(1 << 20);
    for (let at = 0, n = 0; at < this.size; at += n) {
      n = readSync(this.#fd, buffer, 0, buffer.length, at);
      writeSync(fd, buffer, 0, n);
    }
  }
  async end(): Promise<void> {
    closeSync(this.#fd);
    await rm(this.path);
  }
}

/** Writes the bundle for `AUDIENCE`. Answers what a reader has to trust. */
export async function writeRecord(path: string, acts: number): Promise<TrustRoot> {
  const names = ['checkpoint', 'entries', 'certificates', 'openings'] as const;
  const spools = Object.fromEntries(names.map((name) => [name, new Spool(`${path}.${name}`)]));
  const tree = new Frontier();
  const fields = new Map<string, Uint8Array>();
  const required = new Set<string>();
  const onWritten = (written: Written, readers: Readers) => {
    tree.append(written.hash);
    spools.entries!.record(written.bytes);
    const { opening, index } = written;
    if (opening && !readers.mayOpen(written, AUDIENCE)) return;
    for (const { sha256 } of requiredBlobs(written.prepared.act)) required.add(sha256);
    if (opening) spools.openings!.record(canonicalBytes({ index, ...opening }));
    for (const field of written.fields)
      if (readers.mayRead(written, field, AUDIENCE))
        fields.set(`${field.subject} ${field.path}`, canonicalBytes(field));
  };
  const history = await buildHistory({ participants: 20, acts, mix: USUAL_MIX, hub: true, onWritten });
  for (const field of fields.values()) spools.openings!.record(field);
  const { certificates } = history.chronicle;
  for (const hash of [...certificates.keys()].sort())
    spools.certificates!.record(canonicalBytes(certificates.get(hash)!));
  const blobs = [...required]
    .sort()
    .map((sha256): [string, Uint8Array] => [sha256, history.chronicle.blobs.get(sha256)!]);
  await pack(path, { history, tree, blobs }, spools);
  await Promise.all(Object.values(spools).map((spool) => spool.end()));
  return history.trust;
}

async function pack(
  path: string,
  {
    history: { chronicle },
    tree,
    blobs,
  }: { history: History; tree: Frontier; blobs: readonly [string, Uint8Array][] },
  spools: Record<string, Spool>,
): Promise<void> {
  const { origin } = chronicle.state.founding;
  const head = { origin, size: tree.size, root: tree.root() };
  const note = await signNote(formatCheckpoint(head), origin, await hostSigner(origin));
  spools.checkpoint!.put(utf8(formatNote(note)));
  const spooled = ([name, spool]: [string, Spool]) => ({ name, sha256: spool.sha256(), size: spool.size });
  const [checkpoint, entries, certificates, openings] = Object.entries(spools).map(spooled);
  const files = [
    ...[checkpoint!, entries!, certificates!],
    ...blobs.map(([sha256, bytes]) => ({ name: `blobs/${sha256}`, sha256, size: bytes.length })),
    openings!,
  ];
  const { body, at } = chronicle;
  const statement = { v: 1, body, ...head, root: toHex(head.root), at, audience: AUDIENCE, files };
  const manifest = canonicalBytes({ statement, sig: await chronicle.host.sign('bundle', statement) });
  const out = openSync(path, 'w');
  const file = (name: string, size: number, content: () => void) => {
    writeSync(out, archiveHeader(name, size));
    content();
    writeSync(out, archivePadding(size));
  };
  file('MANIFEST', manifest.length, () => writeSync(out, manifest));
  for (const { name, size } of files) {
    const blob = chronicle.blobs.get(name.slice('blobs/'.length));
    file(name, size, () => (blob ? writeSync(out, blob) : spools[name]!.copyTo(out)));
  }
  writeSync(out, ARCHIVE_END);
  closeSync(out);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [acts, path] = [Number(process.argv[2]), process.argv[3]];
  if (!Number.isSafeInteger(acts) || !path) throw new Error('It is: node bench/stage/record.ts ACTS FILE');
  writeFileSync(`${path}.trust.json`, JSON.stringify(await writeRecord(path, acts)));
}
