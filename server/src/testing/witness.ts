import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  cosign,
  ed25519Signer,
  formatNote,
  formatSignature,
  judgeCheckpoint,
  type NamedKey,
  NOTE_COSIGNATURE,
  type Note,
  parseAddCheckpoint,
  platformVerifiers,
  SIZE_TYPE,
  utf8,
  verifierKey,
  type Witnessed,
} from '@comity/log';

/** How a witness behaves towards a host: as it should, or in a way that a host must bear. */
export type Manner =
  | 'good'
  | 'silent'
  | 'failing'
  | 'endless'
  /** Signs with another key than it says. */
  | 'false'
  /** Says that it has seen a larger size, and shows nothing. */
  | 'boasting';

/** A witness in memory on a real port, which shows what it was asked. */
export interface TestWitness {
  readonly name: string;
  readonly url: string;
  /** Its line of a policy. */
  readonly line: string;
  manner: Manner;
  /** Seconds since 1970. */
  now: () => number;
  seen: (Witnessed & { readonly note: Note }) | undefined;
  readonly answers: number[];
  stop(): Promise<void>;
}

export async function testWitness(name: string, log: NamedKey): Promise<TestWitness> {
  const seed = (of: string) => new Uint8Array(32).fill(of.charCodeAt(of.length - 1));
  const signer = await ed25519Signer(seed(name));
  const other = await ed25519Signer(seed('other~'));
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = verifierKey(name, signer.publicKey, NOTE_COSIGNATURE);
  const witness: TestWitness = {
    ...{ name, url, line: `witness ${name} ${key} ${url}`, manner: 'good', answers: [] },
    now: () => Math.floor(Date.now() / 1000),
    seen: undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (witness.manner === 'silent') return;
    if (request.method === 'GET') {
      if (!witness.seen || witness.manner === 'boasting') return void response.writeHead(404).end();
      return void response.end(formatNote(witness.seen.note));
    }
    const { status, type, says } = await answer(body);
    witness.answers.push(status);
    response.writeHead(status, { 'content-type': type ?? 'text/plain' });
    if (witness.manner !== 'endless') return void response.end(says);
    for (let i = 0; i < 200; i++) response.write('x'.repeat(1024));
    response.end();
  }

  async function answer(body: string): Promise<{ status: number; says: string; type?: string }> {
    if (witness.manner === 'failing') return { status: 500, says: 'It failed.\n' };
    if (witness.manner === 'boasting') return { status: 409, type: SIZE_TYPE, says: '9007199254740000\n' };
    const asked = parseAddCheckpoint(utf8(body));
    const judgement = await judgeCheckpoint(asked, log, witness.seen, platformVerifiers.ed25519!);
    if (judgement.status === 409) return { status: 409, type: SIZE_TYPE, says: `${judgement.size}\n` };
    if (judgement.status !== 200) return judgement;
    witness.seen = { ...asked.checkpoint, note: asked.note };
    const by = witness.manner === 'false' ? other : signer;
    return { status: 200, says: formatSignature(await cosign(asked.note.text, name, by, witness.now())) };
  }
  return witness;
}
