import type { Act } from '../envelope.ts';
import type { Notice, Seat } from '../state.ts';

/** What the notice is for: the root, or an administrator. */
export const noticeFor = (person: string | undefined): string => person ?? 'root';

/** The notice that stands for a root or an administrator at an instant (milliseconds): neither cancelled, used nor expired. */
export function findNotice(seat: Seat | undefined, whom: string, now: number): Notice | undefined {
  const notice = seat?.notices.get(whom);
  return notice && now <= Date.parse(notice.expires) ? notice : undefined;
}

export function giveNotice(
  seat: Seat,
  { data }: Act<'people.notice-given'>,
  { act, since }: Pick<Notice, 'act' | 'since'>,
): void {
  const { person, token, expires } = data;
  seat.notices.set(noticeFor(person), { act, token, since, expires });
}

export function cancelNotice(seat: Seat, notice: string): void {
  for (const [whom, { act }] of seat.notices) if (act === notice) seat.notices.delete(whom);
}
