import { describe, expect, it } from 'vitest';
import { describeOutcome, runStep } from './run-step.ts';

const node = (script: string) => ({ name: 'a step', command: ['-e', script] });

describe('a step of the check', () => {
  it('passes in one line, whatever it said', async () => {
    const outcome = await runStep(node('console.log("all is well")'));
    expect(outcome.ok).toBe(true);
    expect(describeOutcome(outcome)).toMatch(/^a step +\d+\.\d s {2}ok$/);
  });

  it('fails with all that it said, on either stream', async () => {
    const outcome = await runStep(node('console.log("here"); console.error("there"); process.exitCode = 3'));
    expect(outcome.ok).toBe(false);
    expect(describeOutcome(outcome)).toMatch(/FAILED\n(here\nthere|there\nhere)\n$/);
  });

  it('fails where the command is killed', async () => {
    expect((await runStep(node('process.kill(process.pid, "SIGKILL")'))).ok).toBe(false);
  });

  it('fails where the command does not exist', async () => {
    expect((await runStep({ name: 'gone', command: ['nowhere/gone.js'] })).ok).toBe(false);
  });

  it('fails where a search finds something, and lists it', async () => {
    const outcome = await runStep({ name: 'search', find: async () => ['a.ts:1: x', 'b.ts:2: y'] });
    expect(outcome).toMatchObject({ ok: false, output: 'a.ts:1: x\nb.ts:2: y' });
    expect((await runStep({ name: 'search', find: async () => [] })).ok).toBe(true);
  });

  it('fails where a search cannot be made', async () => {
    const outcome = await runStep({ name: 'search', find: () => Promise.reject(new Error('no repository')) });
    expect(outcome).toMatchObject({ ok: false, output: 'Error: no repository' });
  });
});
