import type { BodyState, MandateFact, ProcedureFact, StatementFact } from '@comity/acts';
import type { z } from 'zod';
import type { delivery, mandate, statement } from './schema-after.ts';

const time = (ms: number) => new Date(ms).toISOString();
const dueOf = ({ due }: { readonly due?: number }) => (due === undefined ? {} : { due: time(due) });
const listed = (paragraphs: readonly string[] | undefined) =>
  paragraphs ? { paragraphs: [...paragraphs] } : {};

export const viewStatement = ({
  before,
  ended,
  at,
  paragraphs,
  ...said
}: StatementFact): z.infer<typeof statement> => ({
  ...{ ...said, ...listed(paragraphs), at: time(at), before: before === true },
  ...(ended ? { ended: { ...ended, at: time(ended.at) } } : {}),
});

export function viewMandate(m: MandateFact, now: number): z.infer<typeof mandate> {
  const isOver = m.state === 'done' || m.state === 'ended';
  const { due: _, paragraphs, moves, text, ...rest } = m;
  return {
    ...{ ...rest, titles: { ...m.titles }, at: time(m.at), ...listed(paragraphs), ...dueOf(m) },
    ...(text ? { text: { ...text } } : {}),
    overdue: !isOver && m.due !== undefined && m.due < now,
    moves: moves.map((move) => ({ ...move, at: time(move.at), ...dueOf(move) })),
  } as z.infer<typeof mandate>;
}

/** For each State what there is to show that it has the draft: what was sent to it, and its own word. */
export function viewDelivery(
  { circulated = [], acknowledged = [] }: ProcedureFact,
  { participants }: BodyState,
): z.infer<typeof delivery> {
  if (circulated.length + acknowledged.length === 0) return [];
  const states = [...participants.values()].filter(({ kind }) => kind === 'state');
  return states.map(({ id }) => {
    const own = acknowledged.find(({ participant }) => participant === id);
    const sent = circulated.filter(({ to }) => !to || to.includes(id));
    return {
      participant: id,
      sent: sent.map(({ to: _, note, ...one }) => ({
        ...{ ...one, sent: time(one.sent) },
        ...(note ? { note } : {}),
      })) as z.infer<typeof delivery>[number]['sent'],
      ...(own ? { acknowledged: { act: own.act, at: time(own.at) } } : {}),
    };
  });
}
