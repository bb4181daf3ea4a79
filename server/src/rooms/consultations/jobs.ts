import { type Post, writeNotices } from '../../platform/index.ts';
import { deleteEnded, listBeside, putEnds, takeUntold } from '../asides/index.ts';
import { mailboxesOf, noticeLanguage } from '../directory/index.ts';
import { type Record as ActRecord, keepUp } from '../record/index.ts';
import { findBeside } from './actions.ts';
import { consultationWords } from './notice-texts.ts';
import { endsFrom } from './rules.ts';

const EVERY = 30_000;

/** Notes what has closed and what was opened again, and removes what is over. */
export async function endNow(record: ActRecord): Promise<void> {
  const now = record.clock();
  const state = await record.held.level(record.database.read);
  await record.database.transaction(async (tx) => {
    for (const { id, about, ends } of await listBeside(tx)) {
      const next = endsFrom(await findBeside(tx, state, about), ends, now);
      if (next !== undefined) putEnds(tx, [id], next);
    }
    deleteEnded(tx, new Date(now));
  });
}

/**
 * Tells contacts that something waits for them, once for each item and address: never about what, nor from whom. Notices
 * are on disk before it is noted that they were written: a crash in between writes the same files again.
 */
export async function tellNow(record: ActRecord, { outbox, from, origin, onFailure }: Post): Promise<void> {
  await record.database.transaction(async (tx) => {
    const untold = await takeUntold(tx);
    const others = untold.flatMap(({ message, from: by, to }) =>
      to.filter(({ contact }) => contact !== by.contact).map(({ contact }) => ({ message, contact })),
    );
    if (others.length === 0) return;
    const mailboxes = await mailboxesOf(record, [...new Set(others.map(({ contact }) => contact))]);
    const notices = others.flatMap(({ message, contact }) => {
      const { emails = [], languages = [] } = mailboxes.get(contact) ?? {};
      return emails.map((to) => ({
        ...{ from, to, at: new Date(record.clock()), about: contact, id: `consultation-${message}-${to}` },
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
      await endNow(record);
      await tellNow(record, post);
    },
    {
      ...{ delay: 1000, every: EVERY, atOnce: true, calledBy: () => false },
      onFailure: (error) => post.onFailure?.(error),
    },
  );
}
