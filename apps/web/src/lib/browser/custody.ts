import { ApiProblem, type paths } from '@comity/client';
import { drillHere as openInWorker } from './sealing.ts';
import { here } from './seat.ts';

type BodyOf<M> = M extends { requestBody?: { content: { 'application/json': infer B } } | undefined }
  ? B
  : never;
type Note = BodyOf<paths['/api/custody/notes']['post']>;
type Rule = BodyOf<paths['/api/custody/rule']['put']>;

/** Notes what was tried or done with a key, for the own State. */
export async function note(body: Note): Promise<void> {
  const answer = await here().api.POST('/api/custody/notes', { body });
  if (!answer.response.ok) throw new ApiProblem(answer.response.status, answer.error);
}

export async function setRule(body: Rule): Promise<void> {
  const answer = await here().api.PUT('/api/custody/rule', { body });
  if (!answer.response.ok) throw new ApiProblem(answer.response.status, answer.error);
}

/** How a recovery key is opened: with its code, or with two of its sheets. */
export type Opening = { readonly code: string } | { readonly sheets: readonly [string, string] };

/**
 * Opens a recovery key in this browser and reads a message with it; notes how it ended. Throws
 * `web.not-a-recovery-file`, `web.foreign-recovery-file`, and what opening throws: then nothing is noted.
 */
export async function drillHere(
  text: string,
  own: { readonly body: string; readonly participant: string },
  opening: Opening,
): Promise<boolean> {
  const { outcome, fingerprint } = await openInWorker({ text, own, opening, at: new Date().toISOString() });
  if (outcome === 'no-file') throw problem('web.not-a-recovery-file', 'The file holds no recovery key.');
  if (outcome === 'foreign')
    throw problem('web.foreign-recovery-file', 'The file is of another State or body.');
  await note({ kind: outcome === 'passed' ? 'drilled' : 'drill-failed', subject: fingerprint!, says: '' });
  return outcome === 'passed';
}

const problem = (code: string, message: string) => Object.assign(new Error(message), { code });
