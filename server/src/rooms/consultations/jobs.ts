import { type Post, writeNotices } from '../../platform/index.ts';
import { deleteEnded, listBeside, lockAsides, putEnds, takeUntold } from '../asides/index.ts';
import { mailboxesOf, noticeLanguage } from '../directory/index.ts';
import { type Record as ActRecord, keepUp } from '../record/index.ts';
import { findBeside } from './actions.ts';
import { consultationWords } from './notice-texts.ts';
import { endsFrom } from './rules.ts';

const EVERY = 30_000;
/** Of one consultation contacts are told once in that time, however much is put there. */
const TOLD_EVERY = 3_600_000;

/** Notes what has closed and what was opened again, and removes what is over. */
export async function endNow(record: ActRecord): Promise<void> {
  const now = record.clock();
  const state = await record.held.level(record.database.read);
  await record.database.transaction(async (tx) => {
    await lockAsides(tx);
    const asides = await listBeside(tx);
    for (const about of new Set(asides.map((aside) => aside.about))) {
      const beside = await findBeside(tx, state, about);
      for (const { id, ends } of asides.filter((aside) => aside.about === about)) {
        const next = endsFrom(beside, ends, now);
        if (next !== undefined) putEnds(tx, id, next);
      }
    }
    deleteEnded(tx, new Date(now));
  });
}

/**
 * Tells contacts that something waits for them: never about what, nor from whom. Notices are on disk before it is noted
 * that they were written: a crash in between writes the same files again. What became of these mails is told to nobody:
 * others could read from it who consults, and when.
 */
export async function tellNow(record: ActRecord, { outbox, from, origin, onFailure }: Post): Promise<void> {
  const now = record.clock();
  await record.database.transaction(async (tx) => {
    const untold = await takeUntold(tx, new Date(now), new Date(now - TOLD_EVERY));
    const waiting = new Map(
      untold.flatMap(({ aside, message, from: by, to }) =>
        to
          .filter(({ contact }) => contact !== by.contact)
          .map(({ contact }) => [`${aside} ${contact}`, { message, contact }]),
      ),
    );
    if (waiting.size === 0) return;
    const mailboxes = await mailboxesOf(record, [...new Set([...waiting.values()].map((w) => w.contact))]);
    const notices = [...waiting.values()].flatMap(({ message, contact }) => {
      const { emails = [], languages = [] } = mailboxes.get(contact) ?? {};
      return emails.map((to) => ({
        ...{ from, to, at: new Date(now), about: 'consultations', id: `consultation-${message}-${to}` },
        ...consultationWords(noticeLanguage(languages), contact, origin),
      }));
    });
    for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
  });
}

/** Nothing of this is on the record, so that no entry calls for it. */
export function keepConsultations(record: ActRecord, post: Post) {
  return keepUp(
    record,
    async () => {
      const failed = (error: unknown) => post.onFailure?.(error);
      await endNow(record).catch(failed);
      await tellNow(record, post).catch(failed);
    },
    { delay: 1000, every: EVERY, atOnce: true, calledBy: () => false },
  );
}
