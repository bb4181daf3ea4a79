/** @comity/procedure: the rules decide, and say why. Pure: no clock, no I/O. */
export type { Case, Decision } from './case.ts';
export { allowingRule, decide } from './decide.ts';
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
