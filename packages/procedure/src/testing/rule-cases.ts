import type { Decision } from '../case.ts';
import type { RuleId } from '../rule-ids.ts';
import type { Scene } from './scene.ts';

export type Attempt = (scene: Scene) => Promise<Decision>;
type Attempts = Readonly<Record<string, Attempt>>;
/** What a rule lets pass and what it stops, by a sentence each. */
export interface RuleCases {
  readonly allows: Attempts;
  readonly refuses: Attempts;
}
/** Every rule of a room: a rule without cases does not compile. */
export type RoomCases<Room extends string> = Record<Extract<RuleId, `${Room}.${string}`>, RuleCases>;

/** The rules of people that say who may sign, apart from what is done to people and keys. */
export type AuthorityRule =
  | 'people.current-key'
  | 'people.binding-key'
  | 'people.session-current'
  | 'people.root-decides'
  | 'people.administrators-act'
  | 'people.authority-held';

/** The rules of decisions on what is said beside a decision and done by it. */
export type BesideRule = Extract<
  RuleId,
  | 'decisions.adopted-first'
  | 'decisions.statement-once'
  | 'decisions.own-statement'
  | 'decisions.mandate-entered'
  | 'decisions.mandate-owner'
  | 'decisions.delivery-evidenced'
>;

/** The rules of people that are about notices. */
export type NoticeRule = Extract<RuleId, `people.notice-${string}`>;

/** The rules of the directory that are about regional lists. */
export type ListRule = Extract<RuleId, `directory.regional-${string}`>;

const flat = (cases: Readonly<Record<string, RuleCases>>, side: keyof RuleCases) =>
  Object.entries(cases).flatMap(([rule, both]) => {
    const attempts = Object.entries(both[side]);
    if (attempts.length === 0) throw new Error(`${rule} ${side} nothing.`);
    return attempts.map(([what, attempt]): [string, string, Attempt] => [rule, what, attempt]);
  });

/** Rows of rule, sentence and attempt. Throws where a rule has none of a kind. */
export const allowedIn = (cases: Readonly<Record<string, RuleCases>>) => flat(cases, 'allows');
export const refusedIn = (cases: Readonly<Record<string, RuleCases>>) => flat(cases, 'refuses');
