import { connect } from '@comity/client';
import { type LeavingStep, leavingSteps, readLeaving } from '@comity/client/leaving';
import { error } from '@sveltejs/kit';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameOf, signedIn } from '../../own.ts';
import type { PageServerLoad } from './$types';

/** What is to be done when somebody leaves: from the record and from what was noted, step by step. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const connection = connect(url.origin, { fetch });
  const leaving = await readLeaving(connection, me.participant, params.person);
  const { house, contacts } = leaving;
  const known =
    house.people.some((p) => p.person === params.person) ||
    contacts.some(({ steps }) => steps.some(({ roster }) => roster?.includes(params.person)));
  if (!known) error(404, { message: t('house.no-such-person') });
  const steps = leavingSteps(leaving);
  return {
    name: nameOf(house, params.person),
    person: params.person,
    words: {
      title: t('leaving.title'),
      intro: t('leaving.intro'),
      house: t('house.title'),
      go: t('begin.go'),
      limits: t('leaving.limits'),
      commands: t('begin.commands'),
    },
    isClosed: steps.at(-1)!.is === 'done',
    steps: steps.map((s) => ({
      ...s,
      name: `${s.step} ${s.contact ?? ''}`,
      what: t(`leaving.step.${s.step}`),
      says: t(`leaving.is.${s.is}`),
      path: s.is === 'open' ? pathOf(s, params.person) : undefined,
    })),
  };
};

function pathOf({ step, contact }: LeavingStep, person: string): string | undefined {
  if (step === 'removed') return `/state/people/${person}`;
  if (step === 'administrator') return '/state/administrators';
  if (step === 'wraps' || step === 'destroyed') return '/state/keys';
  return contact && `/directory/${contact}/change`;
}
