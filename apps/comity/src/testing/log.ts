import {
  consistencyProof,
  ed25519Signer,
  formatAddCheckpoint,
  formatCheckpoint,
  type Hash,
  leafHash,
  type Note,
  rootAt,
  type Signer,
  signNote,
  treeReader,
  utf8,
  verifierKey,
} from '@comity/log';

/** A log to be witnessed: it can tell two histories, which share their first entries. */
export interface TestLog {
  readonly origin: string;
  /** Its verifier key line. */
  readonly key: string;
  readonly signer: Signer;
  checkpoint(size: number, history?: string): Promise<Note>;
  proof(from: number, to: number, history?: string): Hash[];
  /** The body of a request. */
  ask(old: number, size: number, history?: string): Promise<string>;
}

/** `forkAt`: from this entry on its histories differ. */
export async function testLog(origin: string, forkAt = 0, largest = 64): Promise<TestLog> {
  const seed = new Uint8Array(32).fill(origin.length);
  const signer = await ed25519Signer(seed);
  const readers = new Map<string, ReturnType<typeof treeReader>>();
  const read = (history: string) => {
    const leaf = (i: number) => leafHash(utf8(`${i < forkAt ? '' : history} ${i}`));
    const reader = readers.get(history) ?? treeReader(Array.from({ length: largest }, (_, i) => leaf(i)));
    readers.set(history, reader);
    return reader;
  };
  const log: TestLog = {
    origin,
    signer,
    key: verifierKey(origin, signer.publicKey),
    checkpoint: (size, history = '') =>
      signNote(formatCheckpoint({ origin, size, root: rootAt(read(history), size) }), origin, signer),
    proof: (from, to, history = '') =>
      from === 0 || from > to ? [] : consistencyProof(read(history), from, to),
    ask: async (old, size, history = '') =>
      formatAddCheckpoint({
        old,
        proof: log.proof(old, size, history),
        note: await log.checkpoint(size, history),
      }),
  };
  return log;
}
