import { parseCanonical, utf8 } from '@comity/log';
import { firstFault, type Shape } from './formats.ts';
import type { Opened } from './opened.ts';

/**
 * What the text of an opened message carries as canonical JSON: a thing of one of these kinds, each with its shape.
 * Undefined for a message that was not opened, and for one that holds something else.
 */
export function carriedIn<T extends { readonly kind: string }>(
  opened: Opened,
  shapes: Readonly<Record<string, Shape>>,
): T | undefined {
  return opened.kind === 'bound' ? readCarried<T>(utf8(opened.payload.text), shapes) : undefined;
}

/** The same from bytes: of a file that came with a message. */
export function readCarried<T extends { readonly kind: string }>(
  bytes: Uint8Array,
  shapes: Readonly<Record<string, Shape>>,
): T | undefined {
  let value: unknown;
  try {
    value = parseCanonical(bytes);
  } catch {
    return undefined;
  }
  const { kind } = (value ?? {}) as { kind?: unknown };
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return undefined;
  if (firstFault(value, shapes[kind]!) !== undefined) return undefined;
  const { v: _, ...item } = value as T & { v: 1 };
  return item as unknown as T;
}

/** The States that a message names: whose contact signed it, and whose contacts it was sealed to. Sorted. */
export const statesIn = ({ payload }: Pick<Extract<Opened, { kind: 'bound' }>, 'payload'>): string[] =>
  [...new Set([payload.from, ...payload.to].map(({ participant }) => participant))].sort();
