import { type Text, unitsOf, workingLabels } from '@comity/text';
import type { Negotiation } from '#lib/server/about.ts';

/** A paragraph by its label, with the words by which it is known. */
export interface ParagraphShown {
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly role: 'heading' | 'paragraph' | 'sub' | 'title';
  /** It is agreed in this layer, or on a condition: no amendment to it is taken. */
  readonly isClosed: boolean;
}

const CLOSED = ['agreed', 'ad-referendum', 'subject-to'];
const LENGTH = 60;

/** What can be named in an act: the title, headings, and every paragraph with words. */
export function paragraphsIn(text: Text, { paragraphs }: Negotiation): ParagraphShown[] {
  const labels = workingLabels(text);
  const closed = new Set(
    paragraphs.flatMap(({ paragraph, agreement }) =>
      agreement && CLOSED.includes(agreement.kind) ? [paragraph] : [],
    ),
  );
  return unitsOf(text).flatMap(({ shell, text: words }) => {
    const { role } = shell;
    if (role === 'table' || role === 'cell' || role === 'note') return [];
    const id = role === 'title' ? 'title' : shell.id;
    const short = words.length > LENGTH ? `${words.slice(0, LENGTH)}…` : words;
    return [{ id, label: labels.get(id) ?? '', words: short, role, isClosed: closed.has(id) }];
  });
}
