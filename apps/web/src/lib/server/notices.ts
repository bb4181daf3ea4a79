import type { Words } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import type { House } from './about.ts';

/** A public notice that keys of a participant are to be replaced, in words. */
export interface NoticeShown {
  readonly act: string;
  readonly text: string;
}

export const describeNotices = ({ notices, people }: House, t: Words): NoticeShown[] =>
  notices.map(({ act, of, from, expires }) => ({
    act,
    text: t('notice.text', {
      of,
      person: people.find((p) => p.person === of)?.name ?? of,
      from: sayTime(from, t.language),
      until: sayTime(expires, t.language),
    }),
  }));
