import type { JobHandlers } from '../platform/index.ts';
import type { TestBody } from './body.ts';

export interface WaitingJob {
  readonly payload: unknown;
  readonly runAt: Date;
}

/** Takes the jobs of a name that wait, so that a test can run them at an hour of its own. */
export async function takeJobs({ database }: TestBody, name: string): Promise<WaitingJob[]> {
  const { rows } = await database.pool.query<WaitingJob>(
    `with taken as (
       delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = $1 returning j.id, j.payload, j.run_at)
     select payload, run_at as "runAt" from taken order by id`,
    [name],
  );
  return rows;
}

/** Runs the jobs of a name that wait, one after the other. Answers how many there were. */
export async function runJobs(body: TestBody, handlers: JobHandlers, name: string): Promise<number> {
  const jobs = await takeJobs(body, name);
  for (const { payload } of jobs) await handlers[name]!(payload);
  return jobs.length;
}
