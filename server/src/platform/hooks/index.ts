/** Posts to services of others that ring people: signed, without content, within bounds. */
export type { HookService } from '../config-hooks.ts';
export { isPrivateAddress } from './addresses.ts';
export { type Posted, postHook, signHook } from './posting.ts';
