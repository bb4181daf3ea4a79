import { type AnyAct, commitmentsIn, subjectsOf } from '@comity/acts';
import { type Grounds, get, type Me, type Placed } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { challengeableUntil, isOwnBinding } from '#lib/server/challenges.ts';
import { sayCertified, saySigner, sayStanding } from '#lib/server/record/grounds.ts';
import { actOf, type Names, namesFor, shortened } from '#lib/server/record/names.ts';
import { type Proof, readProof } from '#lib/server/record/proof.ts';
import { sayEntry, whoActs } from '#lib/server/record/saying.ts';
import { shownJson } from '#lib/server/record/shown.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayList, sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

type Fetch = typeof globalThis.fetch;

export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/acts/${encodeURIComponent(params.act)}`;
  const [placed, grounds] = await Promise.all([
    get<'/api/acts/{act}'>(fetch, path) as Promise<Placed>,
    get<'/api/acts/{act}/grounds'>(fetch, `${path}/grounds`) as Promise<Grounds>,
  ]);
  const { entry, receipt } = placed;
  const act = actOf(entry)!;
  const [names, rule, certified, proof, following, mayChallenge] = await Promise.all([
    namesFor(fetch, [entry], t),
    ruleTitle(fetch, grounds.rule, language),
    sayCertified(fetch, grounds, t),
    readProof(fetch, placed),
    readBeginning(fetch, `act/${receipt.act}`, t),
    isChallengeable(fetch, placed, me),
  ]);
  return {
    words: wordsOf(t),
    what: t(`act.${entry.type}` as MessageKey),
    says: sayEntry(entry, names, t),
    who: whoActs(act, names, t),
    signer: saySigner(grounds, t),
    certified,
    rule: { id: grounds.rule, title: rule },
    standing: { state: grounds.standing.state, says: sayStanding(grounds, entry.type, t) },
    place: placeOf(placed, t),
    act: receipt.act,
    leaf: receipt.leaf,
    text: shownJson(entry.content),
    challenged: challengeOf(placed, t),
    mayChallenge,
    proof: { ...proofOf(placed, proof, t), commands: commandsOf(receipt, url.origin) },
    // The exchange is one stream of all, mostly sealed: no dossier is made of it.
    dossierHref:
      placed.published && entry.stream !== 'exchange' ? `/api/dossiers/acts/${receipt.act}` : undefined,
    cannot: cannotProve(act, entry.tier, proof, t),
    following: following.lines.length ? { ...following, title: t('record.about-this-act') } : undefined,
    subjects: subjectsOf(act).map((about) => ({ about, ...nameSubject(about, names, t) })),
  };
};

/** A subject by the name that the sentence of the act has for it. */
function nameSubject(about: string, names: Names, t: Words): { kind: string; name: string } {
  const [kind = '', id = ''] = about.split('/');
  const name = {
    participant: () => names.participant(id),
    contact: () => names.contact(id),
    document: () => names.document(id),
    act: () => names.act(id),
    person: () => shortened(id),
  }[kind];
  return { kind: t(`record.subject.${kind}` as MessageKey), name: name?.() ?? '' };
}

const isChallengeable = async (fetch: Fetch, placed: Placed, me: Me | undefined): Promise<boolean> =>
  isOwnBinding(placed, me) && !placed.challenged && Date.now() <= (await challengeableUntil(fetch, placed));

const wordsOf = (t: Words) => ({
  who: t('record.who'),
  when: t('record.when'),
  place: t('record.place'),
  act: t('record.act'),
  leaf: t('record.leaf'),
  stream: t('record.stream'),
  signature: t('record.signature'),
  key: t('record.key'),
  behind: t('record.key-behind'),
  certificate: t('record.certificate'),
  certified: t('record.certified'),
  certifiedNote: t('record.certified-note'),
  noteHash: t('record.note-hash'),
  rule: t('record.rule'),
  standing: t('record.standing'),
  signed: t('record.signed-text'),
  proof: t('record.proof'),
  download: t('record.download-proof'),
  dossier: t('proof.dossier'),
  page: t('proof.page'),
  root: t('record.root'),
  cosigned: t('record.cosigned'),
  commands: t('record.check-offline'),
  commandsNote: t('record.check-note'),
  cannotTitle: t('record.cannot-title'),
  verify: t('layout.verify'),
  subjects: t('record.timelines'),
  back: t('record.title'),
  challenge: t('record.challenge'),
});

const placeOf = ({ entry }: Placed, t: Words) => ({
  index: sayNumber(entry.index, t.language),
  stream: entry.stream,
  number: t('record.number-in-stream', { number: sayNumber(entry.number, t.language) }),
  at: entry.received,
  when: sayTime(entry.received, t.language),
});

function challengeOf({ challenged }: Placed, t: Words) {
  return (
    challenged && {
      says: t('record.challenged', {
        when: sayTime(challenged.received, t.language),
        reason: t(`challenge.reason.${challenged.reason}`),
      }),
      note: t('record.challenged-note'),
      link: t('record.challenging-act'),
      act: challenged.act,
    }
  );
}

function proofOf({ receipt, published }: Placed, proof: Proof | undefined, t: Words) {
  const promised = t('record.promised', { by: sayTime(receipt.promise.statement.by, t.language) });
  return {
    note: published ? t('record.published', { size: published }) : promised,
    ...(proof ? { text: proof.text, href: proof.href, root: proof.root } : {}),
    cosigned: proof?.cosigners.length
      ? sayList(proof.cosigners, t.language)
      : proof && t('record.not-cosigned'),
  };
}

/** What fetches the proof and checks it, and what checks the file again without any network. */
const commandsOf = ({ act, leaf }: Placed['receipt'], url: string): string =>
  [
    `npx comity record proof ${act} --url ${url} --trust trust.json --out act.proof`,
    `npx comity record check act.proof --leaf ${leaf} --trust trust.json`,
  ].join('\n');

/** What a reader must not conclude from this page, and what can be done about it. */
function cannotProve(act: AnyAct, tier: string, proof: Proof | undefined, t: Words): string[] {
  const hidden = commitmentsIn(act).length;
  return [
    t('record.cannot.page'),
    t(proof?.cosigners.length ? 'record.cannot.one-record-cosigned' : 'record.cannot.one-record'),
    ...(hidden ? [t('record.cannot.fields', { count: hidden })] : []),
    ...(tier === 'restricted' ? [t('record.cannot.restricted')] : []),
    t('record.cannot.intent'),
    t('record.cannot.absent'),
  ];
}
