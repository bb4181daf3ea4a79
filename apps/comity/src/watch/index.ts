/** The watch of one State: it wakes somebody when something is done in its name, or kept from it. */
export { accept, alarmsIn } from './accepting.ts';
export { OwnWatch, type OwnWatchOptions } from './ownwatch.ts';
export { standsOf } from './standing.ts';
export { watchState } from './statewatch.ts';
