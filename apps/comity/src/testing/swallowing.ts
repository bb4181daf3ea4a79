import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the host in front does with acts: passes them on, refuses them, or takes them and answers nothing. */
export type Mood = 'honest' | 'refuses' | 'swallows';

export interface Front {
  readonly url: string;
  mood: Mood;
  /** Acts that did not come through. */
  readonly swallowed: Uint8Array[];
  stop(): Promise<void>;
}

/** A host that may leave acts unanswered: what stands before a real one, and passes everything else on. */
export async function standBefore(host: string): Promise<Front> {
  const front = { mood: 'honest' as Mood, swallowed: [] as Uint8Array[] };
  const server = createServer((asked, answer) => {
    const isAct = asked.method === 'POST' && asked.url === '/api/acts';
    if (isAct && front.mood !== 'honest') void swallow(front, asked, answer);
    else pass(host, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(front, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function pass(host: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, headers } = asked;
  const onward = request(new URL(asked.url!, host), { method, headers }, (reply) => {
    answer.writeHead(reply.statusCode!, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}

async function swallow(
  front: Pick<Front, 'mood' | 'swallowed'>,
  asked: IncomingMessage,
  answer: ServerResponse,
) {
  const parts: Buffer[] = [];
  for await (const part of asked as AsyncIterable<Buffer>) parts.push(part);
  front.swallowed.push(new Uint8Array(Buffer.concat(parts)));
  if (front.mood === 'swallows') return void answer.destroy();
  answer.writeHead(503, { 'content-type': 'application/problem+json' });
  answer.end(JSON.stringify({ code: 'platform.busy', title: 'Not now', status: 503 }));
}
