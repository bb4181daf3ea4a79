import type { BodyState } from '@comity/acts';
import { type Post, writeNotices } from '../../platform/index.ts';
import { mailboxesOf, noticeLanguage } from '../directory/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { CertifiedAt } from './certified.ts';
import { type Overdue, overdueWords } from './notice-texts.ts';
import { drillDue, FIRST_RULE, reminderOf, rotationDue } from './rules.ts';
import { listDrills, listRules, takeReminders } from './store.ts';

/** Writes to the contacts of a State what of its keys is overdue: a drill, or a key that is to be replaced. */
export async function remindNow(record: ActRecord, post: Post, certified = new CertifiedAt()): Promise<void> {
  const state = await record.held.level(record.database.read);
  const due = await overdueIn(record, state, certified);
  if (due.length === 0) return;
  const mailboxes = await mailboxesOf(record, [...new Set(due.map(({ contact }) => contact))]);
  const told = due.filter(({ contact }) => (mailboxes.get(contact)?.emails.length ?? 0) > 0);
  const { outbox, from, onFailure } = post;
  const now = new Date(record.clock());
  await record.database.transaction(async (tx) => {
    const fresh = await takeReminders(
      tx,
      told.map(({ id }) => id),
      now,
    );
    const notices = told
      .filter(({ id }) => fresh.has(id))
      .flatMap((overdue) => {
        const { emails = [], languages = [] } = mailboxes.get(overdue.contact) ?? {};
        return emails.map((to) => ({
          ...{ from, to, at: now, about: overdue.contact, id: `${overdue.id} ${to}` },
          ...overdueWords(overdue, noticeLanguage(languages)),
        }));
      });
    for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
  });
}

/** Everything overdue, for each contact that is told of it. */
async function overdueIn(
  record: ActRecord,
  { directory }: Pick<BodyState, 'directory'>,
  certified: CertifiedAt,
): Promise<Overdue[]> {
  const now = record.clock();
  const [rules, drills] = await Promise.all([
    listRules(record.database.read),
    listDrills(record.database.read),
  ]);
  const found: Overdue[] = [];
  for (const [participant, { contacts, recovery }] of directory) {
    const { drillDays, rotateDays } = rules.find((r) => r.participant === participant) ?? FIRST_RULE;
    const signed = [...contacts.values()].filter((c) => c.signed);
    const told = (what: Overdue['what'], name: string, due: number, to: readonly string[]) => {
      const reminder = reminderOf(due, now);
      if (reminder === undefined) return;
      for (const contact of to)
        found.push({ id: `${what} ${name} ${contact} ${reminder}`, what, contact, at: iso(due) });
    };
    if (recovery) {
      const { fingerprint } = recovery.key;
      const drilled = drills.find((d) => d.participant === participant && d.subject === fingerprint);
      const due = drillDue(await certified.of(record, recovery), drilled?.noted.getTime(), drillDays);
      told(
        'drill-due',
        `${fingerprint} ${due}`,
        due,
        signed.map(({ contact }) => contact),
      );
    }
    for (const { contact, key } of signed) {
      if (!key) continue;
      const due = rotationDue(await certified.of(record, key), rotateDays);
      told('rotation-due', key.key.fingerprint, due, [contact]);
    }
  }
  return found;
}

const iso = (at: number) => new Date(at).toISOString();
