import type { ListedContact } from '@comity/acts';
import { connect, Mistrust } from '@comity/client';
import { readListFile } from '@comity/client/lists';
import { get, type Participant, type RegionalDetail } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { spaced } from '#lib/server/contacts.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { sayList } from '#lib/words/times.ts';
import { signedIn } from '../../../state/own.ts';
import { describeList } from '../describing.ts';
import type { PageServerLoad } from './$types';

/** One regional list by State, each with the way to what the directory itself has of that State. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/directory/regional/${encodeURIComponent(params.list)}`;
  const [{ list }, { participants }] = await Promise.all([
    get<'/api/directory/regional/{regional}'>(fetch, path) as Promise<RegionalDetail>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const contacts = list.state === 'holds' ? await contactsOf(connect(url.origin, { fetch }), list) : [];
  return {
    words: {
      back: t('regional.title'),
      by: t('regional.by'),
      asOf: t('regional.as-of'),
      until: t('regional.until'),
      terms: t('regional.terms'),
      readers: t('regional.readers'),
      mark: t('regional.mark'),
      note: t('regional.note'),
      key: t('regional.key'),
      differs: t('regional.differs'),
      timeline: t('regional.timeline'),
    },
    list: describeList(list, t, name),
    differs: contacts === undefined,
    states: sortedByName(participants, language).flatMap(({ id }) => {
      const own = (contacts ?? []).filter((c) => c.state === id);
      if (own.length === 0) return [];
      const directory = t('regional.directory', { name: name(id) });
      return [{ id, name: name(id), directory, contacts: own.map((c) => describeListed(c, t)) }];
    }),
  };
};

/** Undefined where the host sent another file than the act names: nothing of that is shown. */
async function contactsOf(
  reader: ReturnType<typeof connect>,
  list: RegionalDetail['list'],
): Promise<readonly ListedContact[] | undefined> {
  try {
    return await readListFile(reader, list);
  } catch (error) {
    if (error instanceof Mistrust) return undefined;
    throw error;
  }
}

const describeListed = ({ class: kind, fields, fingerprint }: ListedContact, t: Words) => ({
  class: t(`directory.class.${kind}`),
  fields: Object.entries(fields).map(([field, value]) => ({
    name: t(`field.${field}` as MessageKey),
    value: Array.isArray(value) ? sayList(value, t.language) : String(value),
  })),
  fingerprint: spaced(fingerprint === undefined ? undefined : { fingerprint }),
});
