import { isUsable } from '@comity/client/resuming';
import { redirect } from '@sveltejs/kit';
import { type Contact, get, type Participant } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { termsIn } from '#lib/server/messageterms.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { outOfReach } from '../reach.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const t = wordsIn(language);
  const [{ contacts }, { participants }] = await Promise.all([
    get<'/api/directory/contacts'>(fetch, '/api/directory/contacts') as Promise<{ contacts: Contact[] }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const everybody = sortedByName(
    participants.filter((p) => p.id !== me.participant && p.kind !== 'secretariat'),
    language,
  ).map(({ id }) => id);
  const order = new Map(sortedByName(participants, language).map((p, i) => [p.id, i]));
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language);
  return {
    shipped: messagesFor(language, [
      'exchange.',
      'dialog.',
      'layout.offline',
      'live.',
      'tlp.',
      'sender.',
      'observed.',
      'check.',
      'duty.alone',
    ]),
    trust: { body: about.body, key: about.key },
    me,
    thread: url.searchParams.get('thread') ?? undefined,
    previous: url.searchParams.get('previous') ?? undefined,
    answers: url.searchParams.get('answers') ?? undefined,
    terms: await termsIn(fetch, language),
    preset: url.searchParams.get('to') ?? '',
    /** What answers an exercise is part of it; a new thread is what its sender says. */
    isExercise: url.searchParams.has('exercise'),
    since: about.entries - 1,
    rule: await ruleTitle(fetch, 'exchange.recipients-certified', language),
    /** Whom something can be sealed to: others first by name of the State, the own ones among them. */
    contacts: contacts
      .filter((c) => isUsable(c, Date.now()))
      .sort((a, b) => order.get(a.participant)! - order.get(b.participant)!)
      .map((c) => ({
        contact: c,
        state: name(c.participant),
        label: `${name(c.participant)} · ${c.fields.institution ?? t(`directory.class.${c.class}`)}`,
      })),
    /** Who is out of reach in each class, and why. */
    missing: {
      technical: outOfReach(contacts, everybody, 'technical', Date.now()),
      diplomatic: outOfReach(contacts, everybody, 'diplomatic', Date.now()),
      any: outOfReach(contacts, everybody, undefined, Date.now()),
    },
    others: everybody.map((id) => ({ id, name: name(id) })),
    classes: {
      technical: t('directory.class.technical'),
      diplomatic: t('directory.class.diplomatic'),
      any: t('exchange.any-class'),
    },
  };
};
