import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, dataOf, send } from '@comity/client';

const PATIENCE = 10_000;

/** Waits until a checkpoint covers this entry; the newest one where none is named. At most ten seconds. */
export async function untilPublished(connection: Connection, index?: number): Promise<void> {
  const wanted = index ?? (await newest(connection));
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(100)) {
    const note = await (await send(connection, '/checkpoint')).text();
    if (Number(note.split('\n')[1]) > wanted) return;
  }
}

async function newest(connection: Connection): Promise<number> {
  const { entries } = dataOf(await connection.api.GET('/api/acts', { params: { query: { limit: 1 } } }));
  return entries[0]?.index ?? -1;
}
