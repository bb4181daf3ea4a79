import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/api.ts';
import { ApiProblem, Unreachable } from './problem.ts';

/** A server, as one client speaks to it. `token` is a reading session's, if there is one. */
export interface Connection {
  readonly url: string;
  readonly token?: string;
  readonly fetch: typeof globalThis.fetch;
  readonly api: Client<paths>;
}

export interface ConnectOptions {
  readonly token?: string;
  /** Instead of the platform's own: a server in the same process, for example. */
  readonly fetch?: typeof globalThis.fetch;
}

export function connect(url: string, options: ConnectOptions = {}): Connection {
  const { token } = options;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    try {
      return await (options.fetch ?? globalThis.fetch)(input, init);
    } catch (cause) {
      throw new Unreachable(url, cause);
    }
  };
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const api = createClient<paths>({ baseUrl: url, fetch: (request: Request) => fetch(request), headers });
  return { url, fetch, api, ...(token ? { token } : {}) };
}

/** The data of an answer; anything else is thrown as an ApiProblem. */
export function dataOf<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.response.ok && answer.data !== undefined) return answer.data;
  throw new ApiProblem(answer.response.status, answer.error);
}

/** The same for an answer that holds nothing. */
export function assertDone({ response, error }: { error?: unknown; response: Response }): void {
  if (!response.ok) throw new ApiProblem(response.status, error);
}

/** A request for what is not JSON, or must go out byte for byte. Throws ApiProblem, Unreachable. */
export async function send(
  connection: Connection,
  path: string,
  init: { method?: string; body?: Uint8Array; type?: string } = {},
): Promise<Response> {
  const answer = await connection.fetch(new URL(path, connection.url), {
    method: init.method ?? 'GET',
    headers: {
      ...(connection.token ? { authorization: `Bearer ${connection.token}` } : {}),
      ...(init.body ? { 'content-type': init.type ?? 'application/octet-stream' } : {}),
    },
    ...(init.body ? { body: init.body as Uint8Array<ArrayBuffer> } : {}),
  });
  if (answer.ok) return answer;
  const text = await answer.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy may answer with a page: the status says enough.
  }
  throw new ApiProblem(answer.status, body);
}

/** Puts bytes under their hash; the same again changes nothing. */
export async function putBlob(connection: Connection, sha256: string, bytes: Uint8Array): Promise<void> {
  await send(connection, `/api/blobs/${sha256}`, { method: 'PUT', body: bytes });
}

export async function getBlob(connection: Connection, sha256: string): Promise<Uint8Array> {
  const answer = await send(connection, `/api/blobs/${sha256}`);
  return new Uint8Array(await answer.arrayBuffer());
}
