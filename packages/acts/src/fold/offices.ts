import type { Office } from '../catalogue/decisionrules.ts';
import type { Act } from '../envelope.ts';
import type { BodyState, Holder } from '../state.ts';

/** Folds the effect of a decision on offices. The rules saw to it that the procedure decided exactly this. */
export function foldClosed(state: BodyState, act: Act<'decisions.closed'>, id: string): void {
  const { effect, outcome } = act.data;
  if (!effect || outcome !== 'adopted') return;
  const { office, participant, person, ends } = effect;
  const others = (state.offices.get(office) ?? []).filter((h) => h.person !== person);
  // A body has one chair: whoever follows takes the place.
  const stay = office === 'chair' && !ends ? [] : others;
  state.offices.set(office, ends ? stay : [...stay, { participant, person, act: id }]);
}

/** Who holds an office now. A person who no longer acts for a participant leaves every office. */
export const holdersOf = (state: Pick<BodyState, 'offices' | 'seats'>, office: Office): Holder[] =>
  (state.offices.get(office) ?? []).filter(({ participant, person }) => {
    const held = state.seats.get(participant)?.people.get(person);
    return held !== undefined && !held.removed;
  });

export const holds = (
  state: Pick<BodyState, 'offices' | 'seats'>,
  office: Office,
  participant: string,
  person: string | undefined,
): boolean => holdersOf(state, office).some((h) => h.participant === participant && h.person === person);
