import { type Connection, connect } from '@comity/client';
import { type BeginningStep, readBeginning, type StepName, stepsOf } from '@comity/client/beginning';
import { get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { askedFor } from '#lib/server/participants.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

/** From the invitation to the first message that somebody acknowledged: what is done, what comes next, and where. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const asked = askedFor(participants, url.searchParams.get('participant') ?? me?.participant ?? null, t);
  const found = participants.find((p) => p.id === asked.id);
  return {
    asked,
    words: wordsOf(t),
    ...(found ? await describe(connect(url.origin, { fetch }), found, me?.participant === found.id, t) : {}),
  };
};

const wordsOf = (t: Words) => ({
  title: t('begin.title'),
  intro: t('begin.intro'),
  two: t('begin.two'),
  find: t('list.find'),
  participants: t('participants.title'),
  signIn: t('begin.sign-in'),
  house: t('house.title'),
  commands: t('begin.commands'),
  all: t('begin.all'),
});

async function describe(connection: Connection, participant: Participant, isOwn: boolean, t: Words) {
  const steps = stepsOf(await readBeginning(connection, participant.id, isOwn));
  const done = steps.filter(({ is, optional }) => is === 'done' && !optional).length;
  const needed = steps.filter(({ optional }) => !optional).length;
  return {
    state: { id: participant.id, name: nameIn(participant.names, t.language) },
    isOwn,
    isDone: done === needed,
    count: t('begin.count', { done, total: needed }),
    steps: steps.map((s) => ({
      ...s,
      what: t(`begin.step.${s.step}`),
      who: t(`begin.who.${s.step}`),
      says: t(`begin.is.${s.is}`),
      optionalSays: s.optional ? t('begin.optional') : undefined,
      path: pathOf(s, participant.id, steps),
      go: t('begin.go'),
    })),
  };
}

/** Where a step is taken; the first one is taken by the secretariat. */
function pathOf(
  { step, about }: BeginningStep,
  participant: string,
  steps: readonly BeginningStep[],
): string | undefined {
  const root = `/state/root?participant=${participant}`;
  const isAdministered = steps.some((s) => s.step === 'administrators' && s.is === 'done');
  const paths: Record<StepName, string | undefined> = {
    invited: undefined,
    root,
    // The root adds the first person; an administrator whoever comes after.
    people: isAdministered ? '/state/people/new' : root,
    administrators: `${root}&what=administrators`,
    authorities: about ? `/state/people/${about}` : '/state',
    contact: '/directory/nominate',
    key: about ? `/directory/${about}/change` : '/directory/nominate',
    recovery: '/state/keys',
    sent: '/exchange/new?exercise',
    acknowledged: about ? `/exchange/${about}` : '/exchange',
  };
  return paths[step];
}
