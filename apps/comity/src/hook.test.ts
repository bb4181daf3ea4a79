import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Hook } from './hook.ts';

let server: Server | undefined;
const failures: string[] = [];
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  failures.length = 0;
});

interface Heard {
  readonly url: string;
  readonly bodies: string[];
  /** Lets the calls that wait be answered. */
  answer(status?: number): void;
}

async function listen(): Promise<Heard> {
  const bodies: string[] = [];
  const waiting: ((status: number) => void)[] = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      bodies.push(`${request.method} ${text}`);
      waiting.push((status) => response.writeHead(status).end('Something that nobody reads.'));
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    ...{ url: `http://127.0.0.1:${port}/alarm`, bodies },
    answer: (status = 204) => {
      for (const each of waiting.splice(0)) each(status);
    },
  };
}

test('a hook is told that something waits, and nothing else', async () => {
  const heard = await listen();
  const hook = new Hook(heard.url, (why) => failures.push(why));
  hook.call();
  await expect.poll(() => heard.bodies).toHaveLength(1);
  heard.answer();
  await hook.settled();
  expect(heard.bodies[0]).toMatch(/^POST \{"comity":"something-waits","at":"[0-9TZ:.-]+"\}$/);
  expect(failures).toEqual([]);
});

test('while it is being called, a hundred more reasons are one more call', async () => {
  const heard = await listen();
  const hook = new Hook(heard.url, (why) => failures.push(why));
  for (let i = 0; i < 100; i++) hook.call();
  await expect.poll(() => heard.bodies).toHaveLength(1);
  for (let i = 0; i < 100; i++) hook.call();
  heard.answer();
  await expect.poll(() => heard.bodies).toHaveLength(2);
  heard.answer();
  await hook.settled();
  expect(heard.bodies).toHaveLength(2);
});

test('a hook that refuses, or is not there, stops nothing', async () => {
  const heard = await listen();
  const refusing = new Hook(heard.url, (why) => failures.push(why));
  refusing.call();
  await expect.poll(() => heard.bodies).toHaveLength(1);
  heard.answer(500);
  await refusing.settled();
  const nowhere = new Hook('http://127.0.0.1:9/', (why) => failures.push(why));
  nowhere.call();
  await nowhere.settled();
  expect(failures).toEqual([expect.stringContaining('500'), expect.stringContaining('not reached')]);
});

test.each(['', 'duty', 'file:///etc/passwd', 'javascript:0'])(
  'what cannot be called is refused: “%s”',
  (url) => {
    expect(() => new Hook(url, () => {})).toThrow(expect.objectContaining({ code: 'comity.bad-hook' }));
  },
);
