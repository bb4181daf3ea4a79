import { type Database, platformError, type Tx } from '../platform/index.ts';

/**
 * Where a transaction breaks. `before` and `after` its statement number `at` (from 1): as if the process failed
 * there; `killed`: PostgreSQL ends the connection before that statement. At 0 it is the commit that breaks:
 * `before` it, `killed` just before it so that its outcome is in doubt, or `after` it, when only the answer is lost.
 */
export interface Break {
  readonly at: number;
  readonly how: 'before' | 'after' | 'killed';
}

const broken = () => new Error('The process broke here.');

/** Sent in the order of the statements, so the connection ends exactly before what comes next. */
const endConnection = (tx: Tx) =>
  tx.send('testing.end-connection', 'select pg_terminate_backend(pg_backend_pid())');

export interface Breakable extends Database {
  /** Where the next transactions break; nothing breaks while it is undefined. */
  next: Break | undefined;
  /** How often one did. */
  readonly hits: number;
}

/** The same database, to be broken at a given place. */
export function breakable(database: Database): Breakable {
  const state = { next: undefined as Break | undefined, hits: 0 };
  const transaction: Database['transaction'] = async (work, options) => {
    const plan = state.next;
    const result = await database.transaction(async (tx, rows) => {
      const done = await work(plan ? withBreak(tx, plan, state) : tx, rows);
      if (plan?.at === 0 && plan.how !== 'after') state.hits++;
      if (plan?.at === 0 && plan.how === 'before') throw broken();
      if (plan?.at === 0 && plan.how === 'killed') endConnection(tx);
      return done;
    }, options);
    if (plan?.at !== 0 || plan.how !== 'after') return result;
    state.hits++;
    throw platformError('database-unavailable', { outcome: 'unknown' });
  };
  return Object.defineProperties(
    { ...database, transaction },
    {
      next: {
        get: () => state.next,
        set: (next: Break | undefined) => {
          state.next = next;
        },
      },
      hits: { get: () => state.hits },
    },
  ) as Breakable;
}

function withBreak(tx: Tx, plan: Break, state: { hits: number }): Tx {
  let statement = 0;
  /** Whether this is the statement at which it breaks; throws where it breaks before it. */
  const isHere = (): boolean => {
    if (++statement !== plan.at) return false;
    state.hits++;
    if (plan.how === 'before') throw broken();
    if (plan.how === 'killed') endConnection(tx);
    return plan.how === 'after';
  };
  return {
    ...tx,
    async rows<T>(name: string, text: string, values?: readonly unknown[]): Promise<T[]> {
      const breaks = isHere();
      const rows = await tx.rows<T>(name, text, values);
      if (breaks) throw broken();
      return rows;
    },
    send(name: string, text: string, values?: readonly unknown[]) {
      const breaks = isHere();
      tx.send(name, text, values);
      if (breaks) throw broken();
    },
  };
}
