import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** The key by which push services know this host again (RFC 8292). */
export interface PushKey {
  readonly privateKey: KeyObject;
  /** The point, uncompressed, base64url: what a browser is given when it subscribes. */
  readonly publicKey: string;
}

/** Order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The key of a seed of 32 bytes. Drawn from twice as many bits and reduced (FIPS 186-5, A.2.1): every seed has one. */
export function pushKeyOf(seed: Uint8Array): PushKey {
  const wide = createHash('sha512').update('comity push\0').update(seed).digest('hex');
  const secret = (BigInt(`0x${wide}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(secret.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: d.toString('base64url') };
  return {
    privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
    publicKey: point.toString('base64url'),
  };
}

export interface Voucher {
  /** Origin of the address that is pushed to. */
  readonly audience: string;
  /** Whom its operators turn to: `https:` or `mailto:`. */
  readonly subject: string;
  /** Milliseconds; a service takes none that lasts longer than a day. */
  readonly expires: number;
}

/** The header `Authorization` of a push: a token signed with ES256, and the key it is checked with. */
export function vapidOf({ privateKey, publicKey }: PushKey, { audience, subject, expires }: Voucher): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ typ: 'JWT', alg: 'ES256' });
  const body = `${head}.${part({ aud: audience, exp: Math.floor(expires / 1000), sub: subject })}`;
  const signature = sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${body}.${signature.toString('base64url')}, k=${publicKey}`;
}
