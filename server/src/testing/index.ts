/** A body to test on: founded, with States that can be seated, people who act, and a clock that can be moved. */

export * from '../platform/hooks/testing/certificate.ts';
export * from '../platform/hooks/testing/hookserver.ts';
export * from './acting.ts';
export * from './body.ts';
export * from './clearing.ts';
export * from './consulting.ts';
export * from './deciding.ts';
export * from './exercising.ts';
export * from './failing.ts';
export * from './inject.ts';
export * from './jobs.ts';
export * from './mailserver.ts';
export * from './messages.ts';
export * from './moving.ts';
export * from './notices.ts';
export * from './refusing.ts';
export * from './second.ts';
export * from './standing.ts';
export * from './states.ts';
export * from './witness.ts';
