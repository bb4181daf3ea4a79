import { testId } from '@comity/acts/testing';
import { Attempts } from './attempts.ts';
import type { Cast } from './history.ts';
import { PAPERS } from './papers.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const adoption = { document: PAPERS.draft, adopted: '2025-07-11' };

/** `history-9.json` and `refused-9.json`: adoptions by consensus are entered, struck, entered again. */
export async function agreementVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const { clerk } = cast;
  await told.tell(clerk, 'documents.agreement-recorded', adoption);
  await told.tell(clerk, 'documents.agreement-struck', { document: PAPERS.draft, reason: 'Another paper.' });
  await told.tell(clerk, 'documents.agreement-recorded', { ...adoption, adopted: '2025-07-12' });
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { body, size, state } = told.chronicle;
  return {
    history: { body, after, entries, state: describeState(state) },
    refused: { body, after: size, cases: await refused(told, cast) },
  };
}

async function refused(told: Told, cast: Cast) {
  const { clerk, alpha } = cast;
  const attempts = new Attempts(told, cast);
  const once = 'documents.agreement-once';
  const recorded = 'documents.agreement-recorded';
  const known = 'documents.known-document';
  await attempts.rule(once, 'an adoption entered twice', clerk, recorded, adoption);
  await attempts.rule(once, 'a strike of nothing', clerk, 'documents.agreement-struck', {
    ...{ document: PAPERS.proposal, reason: 'R' },
  });
  await attempts.rule(known, 'an adoption of no document', clerk, recorded, {
    ...{ document: testId('doc', 'nowhere'), adopted: '2025-07-11' },
  });
  await attempts.rule(known, 'an adoption of one withdrawn', clerk, recorded, {
    ...adoption,
    document: PAPERS.gone,
  });
  await attempts.rule(
    'documents.secretariat-registers',
    'a State that enters one',
    alpha,
    recorded,
    adoption,
  );
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}
