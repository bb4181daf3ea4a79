import type { Algorithm } from '@comity/log';

/** A signature to check. `algorithm` is one of those of the platform: no other goes to a thread. */
export interface Check {
  readonly algorithm: Algorithm;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Algorithms by the number they travel as. */
export const ALGORITHMS = ['ed25519', 'p256', 'rs256'] as const satisfies readonly Algorithm[];

const HEAD = 4 + 3 * 4;

/** Many checks in one piece of memory, so that handing it to a thread copies nothing. */
export function packChecks(checks: readonly Check[]): Uint8Array<ArrayBuffer> {
  const lengthOf = ({ key, message, signature }: Check) => key.length + message.length + signature.length;
  const out = new Uint8Array(checks.reduce((sum, check) => sum + HEAD + lengthOf(check), 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const { algorithm, key, message, signature } of checks) {
    view.setUint32(at, ALGORITHMS.indexOf(algorithm as (typeof ALGORITHMS)[number]));
    at += 4;
    for (const part of [key, message, signature]) {
      view.setUint32(at, part.length);
      at += 4;
    }
    for (const part of [key, message, signature]) {
      out.set(part, at);
      at += part.length;
    }
  }
  return out;
}

/** What `packChecks` put together. */
export function* unpackChecks(packed: Uint8Array): Generator<Check> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  for (let at = 0; at < packed.length; ) {
    const [algorithm, ...lengths] = [0, 4, 8, 12].map((offset) => view.getUint32(at + offset));
    at += HEAD;
    const [key, message, signature] = lengths.map((length) => {
      at += length;
      return packed.subarray(at - length, at);
    }) as [Uint8Array, Uint8Array, Uint8Array];
    yield { algorithm: ALGORITHMS[algorithm!]!, key, message, signature };
  }
}
