/** Regional lists: what another organisation or a group keeps, for its readers, until a day. Never part of the directory. */
export { listsApi } from './api.ts';
export { keepLists } from './erasing.ts';
export { listHandlers } from './handlers.ts';
