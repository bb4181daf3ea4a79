import { sha256, utf8 } from '@comity/log';

/** Draws from a list by lot: the seed stands in the founding act, so anyone can draw again and see the same. */
export function draw<T>(seed: string, purpose: string, from: readonly T[], count: number): T[] {
  const left = [...from];
  const drawn: T[] = [];
  for (let i = 0; i < count && left.length > 0; i++) {
    const hash = sha256(utf8(`${seed} ${purpose} ${i}`));
    const number = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0);
    drawn.push(left.splice(Number(number % BigInt(left.length)), 1)[0]!);
  }
  return drawn;
}
