import { parseLeaf } from '@comity/acts';
import { z } from 'zod';
import { createHub, type Http, type LiveEvent, readSince } from '../../platform/index.ts';
import type { Gate } from './api.ts';
import { keepUp } from './keeping.ts';
import type { Record } from './record.ts';
import { findHead, listEntries } from './store.ts';
import { listHearers } from './store-openings.ts';

interface Happened {
  readonly index: number;
  readonly type: string;
  readonly stream: string;
  readonly received: string;
}
type Event = LiveEvent<Happened, readonly string[]>;

const READERS = 5000;
const BATCH = 500;
/** Milliseconds in which entries gather before they are told. */
const GATHER = 20;

/**
 * Live events: one for each entry, with its index as id, so that a reader who was away is told exactly what
 * came since. Restricted entries reach those who may open them; nobody else learns even that they exist here.
 */
export async function recordEvents(
  app: Http,
  record: Record,
  gate: Gate,
): Promise<{ stop(): Promise<void> }> {
  const { size } = await findHead(record.database.read);
  const hub = createHub<Happened, readonly string[]>({ limit: READERS, next: size });
  let told = size;
  const tell = async () => {
    // Who may still hear an entry is decided on a state that holds the entries before it.
    if (record.held.founded) await record.held.level(record.database.read);
    for await (const event of replay(record, told - 1)) {
      if (event.id! < told) continue;
      told = event.id! + 1;
      hub.publish(event);
    }
  };
  // A look that failed is made again half a second later.
  const kept = keepUp(record, tell, { delay: GATHER, every: 500 });

  app.get(
    '/api/events',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'Entries as they happen (server-sent events)',
        description:
          'The id of an event is the index of its entry; send Last-Event-ID to hear what came since. With a session restricted entries of your State are included.',
        tags: ['record'],
        response: { 200: z.unknown().describe('text/event-stream') },
      },
    },
    async (request, reply) => {
      const who = await gate.follow(request);
      return hub.open(reply, {
        since: readSince(request),
        filter: ({ audience }) => !audience || isAmong(audience, who()),
        replay: (since) => replay(record, since),
        ended: noteLine(record, who()),
      }) as never;
    },
  );
  return {
    async stop() {
      await kept.stop();
      hub.close();
    },
  };
}

/** Notes that a participant has a line here; answers with what notes that it has ended. */
function noteLine(record: Record, participant: string | undefined): (() => void) | undefined {
  if (participant === undefined) return undefined;
  record.lines.opened(participant);
  return () => record.lines.closed(participant, record.clock());
}

const isAmong = (audience: readonly string[], participant: string | undefined): boolean =>
  participant !== undefined && audience.includes(participant);

async function* replay(record: Record, since: number): AsyncGenerator<Event> {
  for (let from = since + 1; ; ) {
    const entries = await listEntries(record.database.read, from, BATCH);
    if (entries.length === 0) return;
    const to = entries.at(-1)!.index + 1;
    const hearers = await listHearers(record.database.read, from, to);
    for (const { index, type, leaf } of entries) {
      const parsed = parseLeaf(leaf);
      const { stream, received } = parsed;
      // What a leaf discloses everybody is told; who did it, nobody is.
      const hidden = parsed.tier === 'restricted' && !parsed.disclosed;
      const audience = hidden ? { audience: hearers.get(index) ?? [] } : {};
      yield { id: index, event: 'entry', data: { index, type, stream, received }, ...audience };
    }
    from = to;
  }
}
