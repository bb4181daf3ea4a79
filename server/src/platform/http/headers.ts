import type { FastifyReply } from 'fastify';

/** Nothing inline, nothing from elsewhere, not in frames. A page that needs a nonce sets its own policy. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ALWAYS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

const SECURE = { ...ALWAYS, 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** Adds what the route has not set itself: tiles are public and cached for ever, pages bring a nonce. */
export function secure(reply: FastifyReply, https: boolean): void {
  reply.header('x-request-id', reply.request.id);
  for (const [name, value] of Object.entries(https ? SECURE : ALWAYS)) {
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
}
