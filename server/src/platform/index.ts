/** What rooms and the composition may use of the platform; it knows no room and no act. */

export * from './blobs/index.ts';
export { type Config, readConfig } from './config.ts';
export * from './database/index.ts';
export * from './durable/index.ts';
export { platformError, platformErrors } from './errors.ts';
export { keepHeapSmall } from './heap.ts';
export * from './hooks/index.ts';
export * from './http/index.ts';
export * from './jobs/index.ts';
export * from './live/index.ts';
export * from './mail/index.ts';
export { platformMigrations } from './migrations/index.ts';
export * from './pdf/index.ts';
export * from './problem/index.ts';
export * from './push/index.ts';
