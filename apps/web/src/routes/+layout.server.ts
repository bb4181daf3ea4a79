import { messagesUnder, wordsIn } from '#lib/server/catalogues.ts';
import { waitingSay } from '#lib/server/waiting.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { LayoutServerLoad } from './$types';

/** Pages on which one acts, by their route. */
const ACTING = import.meta.glob('./**/+page.ts', { eager: true, import: 'csr' });
const PLACES = [
  'documents',
  'negotiations',
  'decisions',
  'directory',
  'exchange',
  'participants',
  'record',
] as const;

export const load: LayoutServerLoad = ({ locals, url, route }) => {
  const { language, about, me } = locals;
  const t = wordsIn(language);
  const [, , place = '', ...rest] = url.pathname.split('/');
  const isActing = ACTING[`.${route.id}/+page.ts`] === true;
  const shown = PLACES.filter((p) => p !== 'exchange' || me);
  return {
    language,
    bodyName: about.name[language] ?? about.name.en ?? Object.values(about.name)[0] ?? about.origin,
    places: [
      ...(me ? [{ path: 'today', name: t('nav.today') }] : []),
      ...shown.map((p) => ({ path: p as string, name: t(`nav.${p}`) })),
    ],
    here: place,
    languages: about.languages.map((tag) => ({
      tag,
      ...languageOf(tag),
      href: `/${tag}${[place, ...rest]
        .filter(Boolean)
        .map((p) => `/${p}`)
        .join('')}${url.search}`,
    })),
    demo: about.demo,
    provisional: about.provisional,
    me,
    // The page for roots works with the line cut, so it holds none open.
    ...(me && !(place === 'state' && rest[0] === 'root')
      ? { live: { words: messagesUnder(language, ['live.', 'exchange.exercise']), since: about.entries - 1 } }
      : {}),
    // Whose session ran out signs in again at the State's own house, and sees there what waits.
    ...(me || place === 'state'
      ? {
          waiting: isActing ? { say: waitingSay(about.body, language) } : { body: about.body },
        }
      : {}),
    words: {
      skip: t('layout.skip'),
      places: t('layout.places'),
      languages: t('layout.languages'),
      demo: t('layout.demo'),
      seat: t('layout.take-a-seat'),
      provisional: t('layout.provisional'),
      signIn: t('layout.sign-in'),
      verify: t('layout.verify'),
      rules: t('layout.rules'),
      api: t('layout.api'),
    },
  };
};
