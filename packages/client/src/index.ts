/** @comity/client: speaks to a server, drafts, signs and sends acts. Types are generated from openapi.json. */
export * from './acting.ts';
export * from './connection.ts';
export type { paths } from './generated/api.ts';
export * from './problem.ts';
