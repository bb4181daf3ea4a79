import type { Classes, Clock, Coverage, Document, Family, Organs, Participant } from '#lib/server/about.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList, sayNumber, sayTime } from '#lib/words/times.ts';

type Names = Readonly<Record<string, string>>;

/** What the registry says of a document, besides its titles and files. */
export interface Lists {
  readonly classes: Classes;
  readonly organs: Organs;
  readonly participants: readonly Participant[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What is registered, line by line; what is not said has no line. */
export function registeredFacts(d: Document, lists: Lists, t: Words): Fact[] {
  const { language } = t;
  const named = (names: Names | undefined, id: string) => (names ? nameIn(names, language) : id);
  const participant = (id: string) => named(lists.participants.find((p) => p.id === id)?.names, id);
  const of = (key: MessageKey, value: string | undefined): Fact[] => (value ? [{ name: t(key), value }] : []);
  return [
    ...of('documents.dated', d.dated && sayDate(`${d.dated}T00:00:00.000Z`, language)),
    ...of('documents.source', t(`documents.source.${d.source}`)),
    ...of('documents.submitter', d.submitter && participant(d.submitter)),
    ...of(
      'documents.sponsors',
      sayList(
        d.sponsors.map((s) => participant(s.participant)),
        language,
      ),
    ),
    ...of(
      'documents.class',
      d.class && named(lists.classes.find((c) => c.class === d.class)?.names, d.class),
    ),
    ...of('documents.organ', d.organ && named(lists.organs.find((o) => o.organ === d.organ)?.names, d.organ)),
    ...of('documents.session', d.session),
    ...of('documents.agenda', d.agenda && sayList(d.agenda, language)),
    ...of('documents.original', d.original && languageOf(d.original).name),
    ...of('documents.words', d.words === undefined ? undefined : sayNumber(d.words, language)),
    ...of('documents.estimate', d.estimate && sayEstimate(d.estimate, t)),
    ...of('documents.registered', sayDate(d.received, language)),
  ];
}

const sayEstimate = ({ amount, currency, languages }: NonNullable<Document['estimate']>, t: Words): string =>
  t('documents.estimate-of', {
    amount: sayNumber(amount / 100, t.language),
    currency,
    languages: sayNumber(languages, t.language),
  });

/** The circulation clock: which languages are out, what is still required, and whether a decision may be taken. */
export function sayClock({ out, missing, opens, obstacle }: Clock, t: Words) {
  const { language } = t;
  const languages = [
    ...out.map((o) => ({
      name: languageOf(o.language).name,
      says: t('documents.clock-out', { date: sayTime(o.since, language) }),
    })),
    ...missing.map((tag) => ({ name: languageOf(tag).name, says: t('documents.clock-missing') })),
  ];
  if (!obstacle) return { languages, isOpen: true, verdict: t('documents.clock-open') };
  const rule = nameIn(obstacle.title, language) || obstacle.rule;
  const verdict = opens
    ? t('documents.clock-closed', { time: sayTime(opens, language), rule })
    : t('documents.clock-waiting', { rule });
  return { languages, isOpen: false, verdict };
}

/** The other documents of the same work, by symbol. */
export const sayFamily = ({ documents }: Family, own: string, t: Words) =>
  documents
    .filter((d) => d.document !== own)
    .map((d) => ({
      href: `/${t.language}/documents/${d.document}`,
      symbol: d.symbol,
      title: nameIn(d.titles, t.language),
      kind: t(`documents.family.${d.steps.at(-1)?.kind ?? 'work'}`),
    }));

/** What a paper says of the initiatives: which it covers, which not, and why. */
export const sayCoverage = ({ initiatives }: Coverage, t: Words) =>
  initiatives.map((i) => ({
    href: `/${t.language}/initiatives/${i.initiative}`,
    title: nameIn(i.titles, t.language),
    says: t(`coverage.${i.declared?.coverage ?? 'undeclared'}`),
    where: i.declared?.where ?? '',
    reason: i.declared?.reason ?? '',
  }));
