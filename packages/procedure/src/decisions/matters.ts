import {
  type AnyAct,
  type BodyState,
  type DecisionRules,
  type Facts,
  holdersOf,
  holds,
  isHost,
  type Matter,
  type Method,
  type Office,
  type ProcedureFact,
  type Role,
  type Subject,
  type WAIVABLE,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { DEFAULT_DECISIONS } from './books.ts';

/** How the body decides now: the section of its rules, or what is shipped for bodies without one. */
export const decisionsOf = ({ rules }: Pick<BodyState, 'rules'>): DecisionRules =>
  rules.decisions ?? DEFAULT_DECISIONS;

/** What rules tell apart of all that can be decided. */
export function matterOf({ kind }: Subject): Matter {
  return kind === 'document' || kind === 'mandate' || kind === 'rules' ? 'substance' : kind;
}

/** How it is decided. That a rule is set aside needs that nobody objects, whatever the rules say. */
export function methodOf(rules: DecisionRules, subject: Subject): Method {
  const matter = matterOf(subject);
  return matter === 'waiver' ? 'consensus' : rules.methods[matter];
}

type Waivable = (typeof WAIVABLE)[number];
export const isWaived = (facts: Facts, procedure: string, rule: Waivable): boolean =>
  facts.waived(procedure).includes(rule);

/** Whether whoever acts has this role. A root holds no office: offices are held by persons. */
export function hasRole({ act, state }: Case, role: Role): boolean {
  const { actor } = act;
  if (isHost(actor)) return false;
  if (role === 'state' || role === 'secretariat')
    return state.participants.get(actor.participant)?.kind === role;
  return actor.person !== undefined && holds(state, role, actor.participant, actor.person);
}

/** Who presides over a procedure in its layer. */
export const presidesIn = ({ state }: Pick<Case, 'state'>, layer: string): readonly Office[] =>
  decisionsOf(state).layers.find(({ id }) => id === layer)?.presides ?? ['chair'];

/** Without a chair nobody could preside over the election of one: the secretariat does. */
const electsChair = ({ state }: Pick<Case, 'state'>, { subject }: Pick<ProcedureFact, 'subject'>): boolean =>
  subject.kind === 'office' && subject.office === 'chair' && holdersOf(state, 'chair').length === 0;

export const isPresiding = (c: Case, fact: Pick<ProcedureFact, 'layer' | 'subject'>): boolean =>
  presidesIn(c, fact.layer).some((role) => hasRole(c, role)) ||
  (electsChair(c, fact) && hasRole(c, 'secretariat'));

export function presidingObstacle(c: Case, fact: ProcedureFact): Obstacle {
  if (isPresiding(c, fact)) return undefined;
  const offices = presidesIn(c, fact.layer).join(' or ');
  return refused(
    'decisions.chair-presides',
    `Whoever signs does not preside over this procedure: in “${fact.layer}” that is the ${offices}.`,
    electsChair(c, fact) ? 'The secretariat signs, as long as there is no chair.' : `The ${offices} signs.`,
  );
}

type Presided = Pick<ProcedureFact, 'layer'> & Partial<Pick<ProcedureFact, 'subject'>>;

/** Whose persons hold an office that presides in this layer. */
const chairsOf = (state: BodyState, { layer }: Presided): string[] =>
  presidesIn({ state }, layer).flatMap((role) =>
    holdersOf(state, role).map(({ participant }) => participant),
  );

/** The participants whose persons preside over a procedure, or over a text under negotiation, now: sorted, each once. */
export function presidingOver(state: BodyState, fact: Presided): string[] {
  const withoutChair = fact.subject && electsChair({ state }, { subject: fact.subject });
  const secretariats = withoutChair
    ? [...state.participants].filter(([, { kind }]) => kind === 'secretariat').map(([id]) => id)
    : [];
  return [...new Set([...chairsOf(state, fact), ...secretariats])].sort();
}

/**
 * Which participants may open an act that hides its State: the State itself, or the one it is about and whoever
 * recorded that; and those who preside now.
 */
export function unnamedAudience(
  state: BodyState,
  { type, actor, data }: AnyAct,
  fact: Pick<ProcedureFact, 'layer'>,
): string[] {
  const named = type === 'decisions.receipt-unnamed' ? [(data as { participant: string }).participant] : [];
  const own = isHost(actor) ? [] : [actor.participant];
  return [...new Set([...own, ...named, ...chairsOf(state, fact)])].sort();
}

/** An instant as sentences give it. */
export const instant = (ms: number): string => new Date(ms).toISOString();
