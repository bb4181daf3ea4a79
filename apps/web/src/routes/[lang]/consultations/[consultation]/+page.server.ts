import type { StoredConsultation } from '@comity/client/consulting';
import { get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayList, sayTime } from '#lib/words/times.ts';
import { signedIn } from '../../state/own.ts';
import { consultationPage, readNames, sayAbout } from '../own.ts';
import type { PageServerLoad } from './$types';

/** One consultation as it is sealed: texts, words and positions, which the reader's own device opens. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about: body } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [consultation, { participants, names }] = await Promise.all([
    get(
      fetch,
      `/api/consultations/${encodeURIComponent(params.consultation)}`,
    ) as unknown as Promise<StoredConsultation>,
    readNames(fetch, language),
  ]);
  const { among, about, ends } = consultation;
  const states = sayList(
    among.map((id) => names[id] ?? id),
    language,
  );
  return {
    ...consultationPage(language, body, me),
    ...{ consultation, names },
    readers: t('consultations.readers', { states }),
    ends: ends && t('consultations.ends', { time: sayTime(ends, language) }),
    beside: await sayAbout(fetch, about, participants, t),
  };
};
