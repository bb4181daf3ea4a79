import { type ClientRequest, get, type IncomingMessage } from 'node:http';

/** People who are connected and hear of what happens, each by a line of its own. */
export interface Listeners {
  /**
   * Does something that answers with the id of what everybody then hears of. Answers with the milliseconds from the
   * beginning until each heard. Throws where somebody did not within a minute.
   */
  until(work: () => Promise<number>): Promise<number[]>;
  end(): void;
}

const PATIENCE = 60_000;

/** Opens a line for each of these headers, and waits until all are answered. */
export async function listen(url: string, lines: readonly Record<string, string>[]): Promise<Listeners> {
  const heard = lines.map(() => new Map<number, number>());
  let onHeard = () => {};
  const requests = await Promise.all(
    lines.map((headers, i) =>
      open(url, headers, (id) => {
        if (!heard[i]!.has(id)) heard[i]!.set(id, performance.now());
        onHeard();
      }),
    ),
  );
  return {
    async until(work) {
      const began = performance.now();
      const id = await work();
      await new Promise<void>((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error('Not everybody heard of it.')), PATIENCE);
        onHeard = () => {
          if (!heard.every((times) => times.has(id))) return;
          clearTimeout(patience);
          resolve();
        };
        onHeard();
      });
      return heard.map((times) => times.get(id)! - began);
    },
    end: () => {
      for (const request of requests) request.destroy();
    },
  };
}

function open(
  url: string,
  headers: Record<string, string>,
  onEvent: (id: number) => void,
): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers }, (answer: IncomingMessage) => {
      if (answer.statusCode !== 200)
        return reject(new Error(`A line was answered with ${answer.statusCode}.`));
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop()!;
        for (const event of events) {
          const id = /^id: ?(\d+)$/m.exec(event)?.[1];
          if (id !== undefined) onEvent(Number(id));
        }
      });
      answer.on('error', () => {});
      resolve(request);
    });
    request.on('error', reject);
  });
}
