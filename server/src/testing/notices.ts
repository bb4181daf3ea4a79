import { setTimeout as sleep } from 'node:timers/promises';
import { keepNotices } from '../rooms/exchange/index.ts';
import type { TestBody } from './body.ts';

/** Has notices written until everything that was sent so far has been told of. */
export async function writesNotices(body: TestBody, outbox: string): Promise<void> {
  const keeper = keepNotices(body.record, {
    ...{ outbox, from: 'notices@body.example', origin: 'https://body.example' },
  });
  const isLevel = async () => {
    const { rows } = await body.database.pool.query<{ level: boolean }>(
      'select (select coalesce(max(index), 0) from message) < (select below from noticed) as level',
    );
    return rows[0]!.level;
  };
  for (let i = 0; i < 100 && !(await isLevel()); i++) await sleep(50);
  await keeper.stop();
}
