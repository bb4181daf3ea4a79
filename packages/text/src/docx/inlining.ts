import { tidy } from '../inline.ts';
import type { Inline, Mark } from '../tree.ts';
import { type Accepts, type Flow, type FlowPiece, type RunMarks, stands } from './flow.ts';

/** Words of one paragraph in their one spelling, and where its pins ended up in them. */
export interface Inlined {
  words: Inline;
  pins: [pin: string, at: number][];
}

/** A pin travels through tidying as a reference to a note would: it has a place and no width. */
const PIN = 'pin:';

/** The words of those pieces as they are when those changes hold. Labels are no words. */
export function inlineOf(pieces: readonly FlowPiece[], accepts: Accepts, notes: Flow['notes']): Inlined {
  const marks: Mark[] = [];
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'pin') marks.push({ kind: 'note', at: text.length, note: PIN + piece.pin });
    else if (!stands(piece, accepts) || (piece.kind === 'words' && piece.label)) continue;
    else if (piece.kind === 'note') marks.push(...referenceTo(notes.get(piece.key)?.id, text.length));
    else {
      const { was } = piece;
      const run = was && !accepts(was.by) ? was.marks : piece.marks;
      marks.push(...marksOf(run, text.length, text.length + piece.text.length));
      text += piece.text;
    }
  }
  const tidied = tidy({ text, marks });
  return {
    words: wordsOf({ text: tidied.text, marks: tidied.marks?.filter((mark) => !isPin(mark)) }),
    pins: (tidied.marks ?? []).flatMap((mark): [string, number][] =>
      mark.kind === 'note' && isPin(mark) ? [[mark.note.slice(PIN.length), mark.at]] : [],
    ),
  };
}

const isPin = (mark: Mark): boolean => mark.kind === 'note' && mark.note.startsWith(PIN);
const wordsOf = ({ text, marks }: Inline): Inline => ({ text, ...(marks?.length && { marks }) });
const referenceTo = (note: string | undefined, at: number): Mark[] =>
  note === undefined ? [] : [{ kind: 'note', at, note }];

function marksOf({ strong, emphasis, underline, href }: RunMarks, from: number, to: number): Mark[] {
  return [
    ...(href ? [{ kind: 'link' as const, from, to, href }] : []),
    ...(strong ? [{ kind: 'strong' as const, from, to }] : []),
    ...(emphasis ? [{ kind: 'emphasis' as const, from, to }] : []),
    ...(underline ? [{ kind: 'underline' as const, from, to }] : []),
  ];
}
