/** The room directory: points of contact, their fields and keys, as each reader may see them. */
export { Directory } from './actions.ts';
export { directoryApi } from './api.ts';
export { directoryError } from './errors.ts';
export { directoryHandlers } from './handlers.ts';
