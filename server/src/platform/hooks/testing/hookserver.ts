import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certified } from './certificate.ts';

/** What a service was handed, as it came. */
export interface Received {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly url: string;
}

/** A service that rings people, as others run it: keeps what it is handed, and answers as it is told to. */
export interface HookServer {
  readonly url: string;
  readonly received: Received[];
  /** What it answers from now on; 0: nothing, ever; `endless`: that it took it, and more without an end. */
  answer(status: number | 'endless', headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

export async function startHookServer(certified?: Certified): Promise<HookServer> {
  const received: Received[] = [];
  let next: readonly [number | 'endless', Readonly<Record<string, string>>] = [204, {}];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [status, headers] = next;
    received.push({
      ...{ body: Buffer.concat(chunks).toString(), headers: request.headers, url: request.url! },
    });
    if (status === 'endless') return pour(response.writeHead(200, headers));
    if (status !== 0) response.writeHead(status, headers).end();
  };
  const server = certified ? createSecure(certified, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: certified ? `https://localhost:${port}/ring` : `http://127.0.0.1:${port}/ring`,
    received,
    answer: (status, headers = {}) => {
      next = [status, headers];
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Says more as long as anybody listens. */
function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(Buffer.alloc(65_536)));
  if (!response.destroyed) response.once('drain', () => pour(response));
}
