import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

/** Viewers of one server: each holds a line of server-sent events open. */
export class Viewers {
  readonly #lines: ClientRequest[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  readonly #count: number;
  #tell: () => void = () => {};

  private constructor(count: number) {
    this.#count = count;
  }

  /** Opens so many lines, a few at a time, and waits until each has had its first sign of life. */
  static async open(url: string, count: number): Promise<Viewers> {
    const viewers = new Viewers(count);
    for (let opened = 0; opened < count; opened += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - opened) }, () => viewers.#open(url)));
    return viewers;
  }

  #open(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = request(url, { agent: this.#agent, headers: { accept: 'text/event-stream' } });
      line.once('response', (answer: IncomingMessage) => {
        if (answer.statusCode !== 200) reject(new Error(`A viewer was answered ${answer.statusCode}.`));
        answer.once('data', () => resolve());
        answer.on('data', (part: Buffer) => {
          if (part.includes('data: ')) this.#tell();
        });
      });
      line.once('error', reject).end();
      this.#lines.push(line);
    });
  }

  /** Does something that every viewer hears of once; milliseconds from its beginning until each heard of it. */
  hear(make: () => Promise<unknown>): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const taken: number[] = [];
      const started = performance.now();
      this.#tell = () => {
        if (taken.push(performance.now() - started) === this.#count) resolve(taken);
      };
      make().catch(reject);
    });
  }

  close(): void {
    for (const line of this.#lines) line.destroy();
    this.#agent.destroy();
  }
}
