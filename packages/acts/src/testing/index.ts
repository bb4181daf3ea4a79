/**
 * @comity/acts/testing: a software authenticator, hands that sign, and a record in memory. For tests and vectors:
 * every key comes from a label, so nothing made here is a secret. Runs in Node only.
 */
export * from './authenticator.ts';
export * from './chronicle.ts';
export * from './hands.ts';
export { derOf, p256Point, p256Sign } from './p256.ts';
export { jsonSchemaOf } from './schema.ts';
export * from './seating.ts';
export { seedOf, testId, testNonce, testSalt } from './seeds.ts';
