import { get, type Participant, type Placed } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { challengeableUntil, isOwnBinding } from '#lib/server/challenges.ts';
import { whoIn } from '#lib/server/entries.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/acts/${encodeURIComponent(params.act)}`;
  const [placed, { participants }] = await Promise.all([
    get<'/api/acts/{act}'>(fetch, path) as Promise<Placed>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const { entry, receipt, published, challenged } = placed;
  const mayChallenge =
    isOwnBinding(placed, me) && !challenged && Date.now() <= (await challengeableUntil(fetch, placed));
  return {
    words: {
      who: t('record.who'),
      when: t('record.when'),
      place: t('record.place'),
      act: t('record.act'),
      leaf: t('record.leaf'),
      stream: t('record.stream'),
      signature: t('record.signature'),
      signed: t('record.signed-text'),
      proof: t('record.proof'),
      proofNote: published
        ? t('record.published', { size: published })
        : t('record.promised', { by: sayTime(receipt.promise.statement.by, language) }),
      download: t('record.download-proof'),
      cannot: t('record.cannot-prove'),
      back: t('record.title'),
      challenge: t('record.challenge'),
    },
    what: t(`act.${entry.type}` as MessageKey),
    who: whoIn(entry, participants, t),
    when: sayTime(entry.received, language),
    index: entry.index,
    act: receipt.act,
    leaf: receipt.leaf,
    stream: `${entry.stream} · ${entry.number}`,
    alg: entry.sig
      ? `${entry.sig.alg}${entry.sig.session ? ' · session' : ''}${entry.sig.webauthn ? ' · passkey' : ''}`
      : '—',
    text: JSON.stringify(entry.content ?? {}, null, 2),
    challenged: challenged && {
      says: t('record.challenged', {
        when: sayTime(challenged.received, language),
        reason: t(`challenge.reason.${challenged.reason}`),
      }),
      note: t('record.challenged-note'),
      link: t('record.challenging-act'),
      act: challenged.act,
    },
    mayChallenge,
    proofHref: published ? `${path}/proof` : undefined,
  };
};
