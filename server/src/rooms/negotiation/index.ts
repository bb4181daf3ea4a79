/** The room negotiation: texts under negotiation, proposals, positions, agreement paragraph by paragraph. */

export { negotiationApi } from './api.ts';
export { negotiationError } from './errors.ts';
export { negotiationHandlers } from './handlers.ts';
export { findNegotiation } from './store.ts';

export const negotiationMigrations = new URL('./migrations/', import.meta.url);
