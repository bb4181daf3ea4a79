import { connect } from '../platform/database/index.ts';
import type { Database } from '../platform/index.ts';
import { openBody, type Record } from '../rooms/record/index.ts';
import { type HouseOptions, makeRecord } from '../server.ts';
import type { TestBody } from './body.ts';

/** A second server's record on the database of the same body: its own connections, its own held state. */
export async function secondServer(
  body: TestBody,
  change: (database: Database) => Database = (database) => database,
  head = body.record.head,
): Promise<{ readonly record: Record; readonly database: Database; stop(): Promise<void> }> {
  const { host, port, user, password, database: name } = body.database.pool.options;
  const settings = { host, port, user, password, database: name, max: 8 };
  const database = await connect(
    Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  );
  const options: HouseOptions = { clock: body.clock.now };
  const record = makeRecord(change(database), body.record.host, head, options);
  await openBody(record);
  return { record, database, stop: () => database.stop() };
}
