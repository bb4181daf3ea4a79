/** Pushes to browsers by the services of their makers (RFC 8030): no content, signed (RFC 8292), within bounds. */
export type { PushService } from '../config-push.ts';
export { findPushService, type Pushed, type Pushing, pushTo } from './pushing.ts';
export { type PushKey, pushKeyOf } from './vapid.ts';
