import type { DataOf } from '@comity/acts';

type Opened = DataOf<'decisions.opened'>;
export const KINDS = ['document', 'mandate', 'rules', 'office', 'motion', 'waiver', 'appeal'] as const;
export type SubjectKind = (typeof KINDS)[number];
export const MOTIONS = ['adjourn', 'adjourn-debate', 'close-debate', 'reconsider', 'suspend'] as const;
export const OFFICES = ['chair', 'facilitator', 'secretary'] as const;

/** What was filled in; of a subject only what its kind asks for is used. */
export interface Filled {
  kind: SubjectKind;
  document: string;
  words: string;
  office: (typeof OFFICES)[number];
  participant: string;
  person: string;
  motion: (typeof MOTIONS)[number];
  of: string;
  waived: string[];
  ruling: string;
  how: Opened['kind'];
  layer: string;
  items: string;
  deadline: string;
  disclosure: Opened['disclosure'];
  reconsiders: string;
  /** A silence that was broken, which this one renews. */
  reissues: string;
}

export const matterOf = (kind: SubjectKind) =>
  kind === 'document' || kind === 'mandate' || kind === 'rules' ? ('substance' as const) : kind;

export function subjectOf(
  f: Filled,
  versions: Readonly<Record<string, string>>,
  sha256: string,
): Opened['subject'] {
  switch (f.kind) {
    case 'document':
      return { kind: 'document', document: f.document, versions };
    case 'mandate':
    case 'rules':
      return { kind: f.kind, sha256 };
    case 'office':
      return { kind: 'office', office: f.office, participant: f.participant, person: f.person.trim() };
    case 'motion':
      return { kind: 'motion', motion: f.motion, ...(f.of ? { of: f.of } : {}) };
    case 'waiver':
      return { kind: 'waiver', rules: [...f.waived].sort() as never, of: f.of };
    case 'appeal':
      return { kind: 'appeal', ruling: f.ruling.trim(), of: f.of };
  }
}

/** The names of items, however they were separated. */
export const itemsIn = (text: string): string[] =>
  [...new Set(text.split(/[\s,،;؛、]+/u).filter(Boolean))].sort();

export function openedWith(f: Filled, procedure: string, subject: Opened['subject']): Opened {
  const items = f.disclosure === 'fact' ? [] : itemsIn(f.items);
  return {
    ...{ procedure, kind: f.how, subject, layer: f.layer, disclosure: f.disclosure },
    ...(items.length > 0 ? { items } : {}),
    ...(f.how === 'silence' ? { deadline: new Date(f.deadline).toISOString() } : {}),
    ...(f.reconsiders ? { reconsiders: f.reconsiders } : {}),
    ...(f.kind === 'document' && f.reissues ? { reissues: f.reissues } : {}),
  };
}

/** An instant as a field for local times takes it. */
export function localTime(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
