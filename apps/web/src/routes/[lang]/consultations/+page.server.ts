import type { ListedConsultation } from '@comity/client/consulting';
import { get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayList, sayNumber, sayTime } from '#lib/words/times.ts';
import { signedIn } from '../state/own.ts';
import type { PageServerLoad } from './$types';
import { aboutIn, consultationPage, readNames, sayAbout } from './own.ts';

/** Informal consultations of the reader's State, by what they are beside: what they say, the reader's own device opens. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about: body } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const chosen = aboutIn(url);
  const [{ participants, names }, { consultations }] = await Promise.all([
    readNames(fetch, language),
    get(fetch, `/api/consultations${chosen ? `?about=${chosen}` : ''}`) as unknown as Promise<{
      consultations: ListedConsultation[];
    }>,
  ]);
  const abouts = [...new Set([...(chosen ? [chosen] : []), ...consultations.map(({ about }) => about)])];
  return {
    ...consultationPage(language, body, me),
    names,
    begins: chosen && (await beginnings(fetch, chosen, me.participant)),
    beside: await Promise.all(
      abouts.map(async (about) => ({
        about,
        ...(await sayAbout(fetch, about, participants, t)),
        list: consultations
          .filter((c) => c.about === about)
          .map(({ consultation, kind, among, last, items, ends }) => ({
            ...{ consultation, kind },
            with: sayList(
              among.filter((id) => id !== me.participant).map((id) => names[id] ?? id),
              language,
            ),
            says: t('clearance.count', { items: sayNumber(items, language), time: sayTime(last, language) }),
            ends: ends && t('consultations.ends', { time: sayTime(ends, language) }),
          })),
      })),
    ),
  };
};

/** What can begin beside a text or a procedure: nothing once it has closed. */
async function beginnings(fetch: typeof globalThis.fetch, about: string, own: string) {
  const { open, presiding } = (await get(fetch, `/api/consultations/about/${about}`)) as {
    open: boolean;
    presiding: string[];
  };
  return { about, open, presides: presiding.includes(own), isPresided: presiding.length > 0 };
}
