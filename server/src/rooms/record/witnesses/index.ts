/** Witnesses: who they are, how they are asked, what they said. */
export { keepWitnesses } from './keeping.ts';
export { followPolicy, NO_POLICY, type PolicySource } from './policy.ts';
export { type Freshness, findCosigned, findFreshness, findProving, readWitnesses } from './views.ts';
