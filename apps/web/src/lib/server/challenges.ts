import { isActType, kindOf } from '@comity/acts';
import { get, type Me, type Placed, type Rules } from './about.ts';

type Actor = { participant?: string; person?: string } | undefined;

/** Whether whoever reads belongs to the State of a person who made this act, and the act is binding. */
export function isOwnBinding({ entry }: Placed, me: Me | undefined): boolean {
  const { actor } = (entry.content ?? {}) as { actor?: Actor };
  return (
    me !== undefined &&
    actor?.participant === me.participant &&
    actor.person !== undefined &&
    isActType(entry.type) &&
    kindOf(entry.type).binding
  );
}

/** Until when the State may challenge this act, milliseconds since 1970. */
export async function challengeableUntil(
  fetch: typeof globalThis.fetch,
  { entry }: Pick<Placed, 'entry'>,
): Promise<number> {
  const { numbers } = (await get<'/api/rules'>(fetch, '/api/rules')) as Rules;
  return Date.parse(entry.received) + numbers.challengeLife! * 1000;
}
