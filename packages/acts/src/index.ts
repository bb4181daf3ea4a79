/** @comity/acts: what can be done in a body, how it is written, and what a record of it adds up to. */

export * from './bundle.ts';
export { AUTHORITIES, type Authority } from './catalogue/authority.ts';
export {
  CHALLENGE_LIFE,
  challengeLife,
  LETTER_NOTICE,
  type Mandate,
  mandate,
  type NamedMirror,
  noticeTime,
  type ParticipantList,
  participantList,
  ROOT_NOTICE,
  type RuleBook,
  ruleBook,
} from './catalogue/body.ts';
export type { StatementText } from './catalogue/compendium.ts';
export {
  type Calendar,
  type DecisionRules,
  DISCLOSURES,
  type Disclosure,
  decisionRules,
  MATTERS,
  type Matter,
  type Method,
  OFFICES,
  type Office,
  ROLES,
  type Role,
  type Share,
  type Span,
  WAIVABLE,
} from './catalogue/decisionrules.ts';
export {
  type DisclosedFacts,
  MOTIONS,
  type OfficeHeld,
  OUTCOMES,
  type Outcome,
  POSITIONS,
  type Subject,
} from './catalogue/decisions.ts';
export {
  CONTACT_CLASSES,
  CONTACT_FIELDS,
  type ContactField,
  type Field,
  type Fields,
  isFieldValue,
  type ListStep,
} from './catalogue/directory.ts';
export {
  DOCUMENT_RULES,
  type DocumentRules,
  type DocumentSeries,
  documentRulesOf,
  EMBARGO_TIME,
} from './catalogue/documentrules.ts';
export {
  type ClearHeader,
  clearHeader,
  type Layers,
  type Recipient,
  recipient,
  recipients,
} from './catalogue/exchange.ts';
export { ACT_TYPES, type ActType, CATALOGUE, type DataOf, isActType, kindOf } from './catalogue/index.ts';
export { COVERAGE, type Coverage } from './catalogue/initiatives.ts';
export type { ActKind, SignedBy } from './catalogue/kinds.ts';
export { LIST_RULES, type ListRules, listRules, listRulesOf } from './catalogue/listrules.ts';
export { type ListReaders, MOST_LISTED } from './catalogue/lists.ts';
export { MANDATE_STATES, type MandateOwner, type MandateState } from './catalogue/mandates.ts';
export { MESSAGE_RULES, messageRulesOf } from './catalogue/messagedefaults.ts';
export { LADDER, type Ladder, type MessageRules, messageRules } from './catalogue/messagerules.ts';
export {
  type Agreement,
  NEGOTIATING_POSITIONS,
  SETTLEMENTS,
  STANDINGS,
} from './catalogue/negotiation.ts';
export { CHALLENGE_REASONS, type ChallengeReason } from './catalogue/people.ts';
export { LEAST_COUNT, PING_RULES, type PingRules, pingRules, pingRulesOf } from './catalogue/pingrules.ts';
export * from './commitments.ts';
export * from './disclosing.ts';
export * from './draft.ts';
export * from './entry.ts';
export * from './envelope.ts';
export * from './epoch.ts';
export * from './errors.ts';
export * from './evidence.ts';
export * from './fold/index.ts';
export * as formats from './formats.ts';
export * from './further.ts';
export * from './inputs.ts';
export * from './key.ts';
export * from './lists.ts';
export * from './manifest.ts';
export * from './messageterms.ts';
export * from './promise.ts';
export * from './state.ts';
export * from './statements.ts';
export * from './subjects.ts';
export * from './submission.ts';
export * from './submitted.ts';
export * from './symbols.ts';
