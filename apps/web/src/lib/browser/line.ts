import { isActType, kindOf, parseAct, prepareAct } from '@comity/acts';
import { type Connection, connect } from '@comity/client';
import { fromUtf8 } from '@comity/log';
import {
  keepAct,
  rememberCheckpoint,
  rememberedCheckpoint,
  type SignedAct,
  type WaitingFile,
} from './queue.ts';

/** The act is signed and kept in this browser: it is sent when the line is back. */
export class Kept extends Error {
  readonly code = 'web.kept';
  constructor() {
    super('The act is signed, and kept in this browser until it can be sent.');
    this.name = 'Kept';
  }
}

/** Whether an act of this type may be signed long before it arrives. */
export const isOfflineCapable = (type: string): boolean => isActType(type) && kindOf(type).offline === true;

/**
 * The line to the server, for one act that is declared offline-capable. Where the server cannot be reached, the
 * checkpoint is the newest that was seen here, files wait, and the signed act is kept: then it throws `Kept` (as
 * the cause of what a client throws). The client checks the checkpoint as if it came from the server.
 */
export function patientLine(): Connection {
  const files: WaitingFile[] = [];
  return connect(location.origin, {
    async fetch(input, init) {
      const request = new Request(input, init);
      const bytes = new Uint8Array(await request.clone().arrayBuffer());
      const { pathname } = new URL(request.url);
      const what = `${request.method} ${pathname}`;
      try {
        const answer = await fetch(request);
        if (!isGone(answer.status)) return pathname === '/checkpoint' ? await remembering(answer) : answer;
        throw new TypeError(`${what} was answered ${answer.status}.`);
      } catch (error) {
        if (what === 'GET /checkpoint') return lastCheckpoint(error);
        if (what.startsWith('PUT /api/blobs/')) {
          files.push({ sha256: pathname.slice('/api/blobs/'.length), bytes });
          return new Response(null, { status: 204 });
        }
        if (what !== 'POST /api/acts') throw error;
        await keepAct(signedAct(bytes, files));
        throw new Kept();
      }
    },
  });
}

/** What stands between says that the server does not answer. */
const isGone = (status: number): boolean => status >= 502 && status <= 504;

async function remembering(answer: Response): Promise<Response> {
  if (answer.ok) await rememberCheckpoint(await answer.clone().text()).catch(() => {});
  return answer;
}

async function lastCheckpoint(error: unknown): Promise<Response> {
  const text = await rememberedCheckpoint();
  if (text === undefined) throw error;
  return new Response(text);
}

function signedAct(bytes: Uint8Array<ArrayBuffer>, files: readonly WaitingFile[]): SignedAct {
  const { act: read } = JSON.parse(fromUtf8(bytes)) as { act: unknown };
  const { id, act } = prepareAct(parseAct(read));
  if (!act.body || !isOfflineCapable(act.type)) throw new TypeError(`${act.type} is not offline-capable.`);
  return { act: id, body: act.body, type: act.type, at: act.at, bytes, files };
}
