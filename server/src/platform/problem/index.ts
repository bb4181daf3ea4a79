/** Problems: one error class, one table per room, bodies by RFC 9457. */
export * from './domain-error.ts';
export * from './instants.ts';
export * from './language.ts';
export * from './problem.ts';
