import { Agent, type ClientRequest, request } from 'node:http';
import { quantile } from './harness.ts';

export interface LoadOptions {
  url: string;
  /** Connections that are kept open; each sends its next body when the last was answered. */
  connections: number;
  /** Made before the measurement; each is sent once, in this order. */
  bodies: readonly (string | Uint8Array)[];
  method?: string;
  headers?: Record<string, string>;
  /** Milliseconds until an unanswered request counts as failed. 30 seconds unless said otherwise. */
  timeout?: number;
}

/** Latencies in milliseconds, of accepted requests only: a refusal is fast and proves nothing. */
export interface LoadResult {
  sent: number;
  accepted: number;
  /** Every answer but 2xx, and every request without a whole answer. */
  failed: number;
  /** How often each status was answered, and `error` where none was. */
  statuses: Record<string, number>;
  seconds: number;
  /** Accepted requests in a second. */
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}

/** Sends all bodies over keep-alive connections and waits for every answer. Never throws for what a server does. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  let next = 0;
  const connection = async () => {
    while (next < options.bodies.length) {
      const body = options.bodies[next++]!;
      const started = performance.now();
      const status = await send(agent, options, body);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (isAccepted(status)) latencies.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: options.connections }, connection));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return summarize(options.bodies.length, statuses, latencies, seconds);
}

const isAccepted = (status: string): boolean => /^2\d\d$/.test(status);

/** Answers the status of a whole reply, or `error`. */
function send(agent: Agent, options: LoadOptions, body: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const call: ClientRequest = request(options.url, {
      agent,
      method: options.method ?? 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...options.headers,
      },
      timeout: options.timeout ?? 30_000,
    });
    call.on('response', (reply) => {
      reply.on('end', () => resolve(reply.complete ? String(reply.statusCode) : 'error'));
      reply.on('error', () => resolve('error'));
      reply.resume();
    });
    call.on('timeout', () => call.destroy(new Error('No answer in time.')));
    call.on('error', () => resolve('error'));
    call.end(body);
  });
}

function summarize(
  sent: number,
  statuses: Record<string, number>,
  latencies: readonly number[],
  seconds: number,
): LoadResult {
  const at = (share: number) => (latencies.length === 0 ? Number.NaN : quantile(latencies, share));
  return {
    sent,
    accepted: latencies.length,
    failed: sent - latencies.length,
    statuses,
    seconds,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
