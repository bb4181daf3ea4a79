/** @comity/procedure: the rules decide, and say why. Pure: no clock, no I/O. */
export type { Case, Decision } from './case.ts';
export { type Circulation, type CirculationRule, circulate, circulationRule } from './circulation.ts';
export { allowingRule, can, decide } from './decide.ts';
export {
  ASSEMBLY,
  DEFAULT_DECISIONS,
  REGIONAL,
  SHIPPED_DECISIONS,
  type ShippedDecisions,
  STRICT,
} from './decisions/books.ts';
export { covers, dayOf, deadlineAfter, endOf, isAtWork, isWorkday, offsetAt } from './decisions/calendar.ts';
export { presentIn, quorumOf } from './decisions/closing.ts';
export { extensionFor } from './decisions/during.ts';
export {
  decisionsOf,
  isPresiding,
  matterOf,
  methodOf,
  presidesIn,
  presidingOver,
  unnamedAudience,
} from './decisions/matters.ts';
export { disclosedObstacle } from './decisions/objecting.ts';
export { adoptable, brokenAs, type Phase, phaseOf, tallyOf } from './decisions/outcome.ts';
export { isPending } from './people.ts';
export { RULE_IDS, type RuleId } from './rule-ids.ts';
export { shippedRules } from './rulebook.ts';
export {
  type Answer,
  checkCertificate,
  checkSignatures,
  type KeyLookup,
  type SignatureFault,
  signatureFault,
  whenKnown,
} from './signatures.ts';
export { effectiveTime, judgeStamps } from './stamps.ts';
