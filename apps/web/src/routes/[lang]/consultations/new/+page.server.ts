import { error } from '@sveltejs/kit';
import { type Contact, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { sortedByName } from '#lib/words/names.ts';
import { sayList } from '#lib/words/times.ts';
import { signedIn } from '../../state/own.ts';
import { aboutIn, consultationPage, readNames, sayAbout } from '../own.ts';
import type { PageServerLoad } from './$types';

/** A consultation begins beside a text or a procedure: with whoever presides, or with chosen States. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about: body } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const about = aboutIn(url);
  if (!about) error(404);
  const kind = url.searchParams.get('kind') === 'group' ? ('group' as const) : ('sounding' as const);
  const [{ participants, names }, { contacts }, beside] = await Promise.all([
    readNames(fetch, language),
    get<'/api/directory/contacts'>(fetch, '/api/directory/contacts') as Promise<{ contacts: Contact[] }>,
    get(fetch, `/api/consultations/about/${about}`) as Promise<{ open: boolean; presiding: string[] }>,
  ]);
  const reachable = new Set(contacts.filter(({ key }) => key).map(({ participant }) => participant));
  const others = sortedByName(participants, language)
    .map(({ id }) => id)
    .filter((id) => id !== me.participant && reachable.has(id));
  const soundsOut = beside.presiding.includes(me.participant);
  return {
    ...consultationPage(language, body, me),
    ...{ about, kind, names, soundsOut, open: beside.open },
    beside: await sayAbout(fetch, about, participants, t),
    nobody: sayNobody(
      beside.presiding.map((id) => names[id] ?? id),
      t,
    ),
    whom: kind === 'group' || soundsOut ? others : others.filter((id) => beside.presiding.includes(id)),
  };
};

/** Why there is nobody to choose: nobody presides, or nothing can be sealed to those who do. */
const sayNobody = (presiding: readonly string[], t: Words): string =>
  presiding.length === 0
    ? t('consultations.no-chair')
    : t('consultations.chair-keyless', { states: sayList(presiding, t.language) });
