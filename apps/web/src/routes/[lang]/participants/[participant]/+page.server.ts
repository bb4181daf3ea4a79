import { type Contact, get, type House } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { describeNotices } from '#lib/server/notices.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const id = encodeURIComponent(params.participant);
  const house = (await get<'/api/participants/{participant}'>(fetch, `/api/participants/${id}`)) as House;
  const { contacts } = (await get<'/api/directory/contacts'>(
    fetch,
    `/api/directory/contacts?participant=${id}`,
  )) as { contacts: Contact[] };
  const timeline = await readBeginning(fetch, `participant/${house.id}`, t);
  const people = house.people.filter((p) => !p.removed);
  return {
    words: {
      kind: t('participants.kind'),
      root: t('participants.root'),
      administrators: t('participants.administrators'),
      people: t('participants.people'),
      peopleNote: t('participants.people-note'),
      person: t('participants.person'),
      may: t('participants.may'),
      keys: t('participants.keys'),
      contacts: t('directory.title'),
      noContacts: t('directory.empty-state'),
      noPeople: t('participants.no-people'),
      notices: t('notice.title'),
      notice: t('notice.act'),
      begin: t('begin.link'),
    },
    timeline,
    /** A State to which nothing can be sealed yet is led through. */
    begins: house.kind === 'state' && !contacts.some((c) => c.key),
    notices: describeNotices(house, t),
    id: house.id,
    name: nameIn(house.names, language),
    kind: t(`participants.kind.${house.kind}`),
    root: house.root,
    rootMissing: t('participants.not-seated'),
    threshold: house.administrators
      ? t('participants.threshold', { threshold: house.threshold, administrators: house.administrators })
      : t('participants.none'),
    people: people.map((p) => ({
      id: p.person,
      name: p.name,
      may: sayList(
        [
          ...(p.administrator ? [t('participants.administrator')] : []),
          ...p.authorities.map((a) => t(`authority.${a}` as 'authority.people')),
        ],
        language,
      ),
      keys: p.keys.map((k) => k.key.slice(0, 16)),
    })),
    keyLabel: t('directory.key'),
    noKey: t('directory.no-key'),
    contacts: contacts.map((c) => describeContact(c, t, '')),
  };
};
