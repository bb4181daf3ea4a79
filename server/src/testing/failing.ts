import { type Database, platformError, type Reader, type Tx } from '../platform/index.ts';

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

/** The database, whose next transactions break at the given place until `next` is set to nothing. */
export function breakable(database: Database): Database & { next: Break | undefined; readonly hits: number } {
  const state: { next: Break | undefined; hits: number } = { next: undefined, hits: 0 };
  const kill = async (tx: Reader) => {
    const [row] = await tx.rows<{ pid: number }>('testing.pid', 'select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [row!.pid]);
  };
  const transaction: Database['transaction'] = async (work, options) => {
    const plan = state.next;
    const result = await database.transaction(async (tx, rows) => {
      const done = await work(plan ? withBreak(tx, plan, state, kill) : tx, rows);
      if (plan?.at === 0 && plan.how !== 'after') state.hits++;
      if (plan?.at === 0 && plan.how === 'before') throw broken();
      if (plan?.at === 0 && plan.how === 'killed') await kill(tx);
      return done;
    }, options);
    if (plan?.at !== 0 || plan.how !== 'after') return result;
    state.hits++;
    throw platformError('database-unavailable', { outcome: 'unknown' });
  };
  return Object.defineProperties(
    { ...database, transaction },
    {
      next: { get: () => state.next, set: (next) => (state.next = next) },
      hits: { get: () => state.hits },
    },
  ) as ReturnType<typeof breakable>;
}

function withBreak(tx: Tx, plan: Break, state: { hits: number }, kill: (tx: Reader) => Promise<void>): Tx {
  let statement = 0;
  return {
    ...tx,
    async rows<T>(name: string, text: string, values?: readonly unknown[]): Promise<T[]> {
      statement++;
      if (statement !== plan.at) return tx.rows<T>(name, text, values);
      state.hits++;
      if (plan.how === 'before') throw broken();
      if (plan.how === 'killed') await kill(tx);
      const rows = await tx.rows<T>(name, text, values);
      if (plan.how === 'after') throw broken();
      return rows;
    },
  };
}
