import { type DisclosedFacts, disclosedFacts, UNNAMED, type UnnamedType } from './catalogue/decisions.ts';
import type { AnyAct } from './envelope.ts';

/** What a leaf shows of a restricted act whose State is not disclosed. */
export interface Disclosed {
  readonly type: UnnamedType;
  readonly facts: DisclosedFacts;
}

export const isUnnamed = (type: string): type is UnnamedType => (UNNAMED as readonly string[]).includes(type);

/**
 * What the leaf of an act discloses; undefined for an act of which nothing is disclosed. It follows from the act
 * alone, so that whoever opens the act checks it. It never holds the State, the person or the reason.
 */
export function disclosedOf(act: AnyAct): Disclosed | undefined {
  switch (act.type) {
    case 'decisions.objected-unnamed': {
      const { procedure, items, confirms } = act.data;
      return {
        type: act.type,
        facts: { procedure, ...(items ? { items } : {}), ...(confirms ? { confirms } : {}) },
      };
    }
    case 'decisions.withdrawn-unnamed':
      return { type: act.type, facts: act.data };
    case 'decisions.receipt-unnamed': {
      const { procedure, items, arrived } = act.data;
      return { type: act.type, facts: { procedure, arrived, ...(items ? { items } : {}) } };
    }
    default:
      return undefined;
  }
}

/** What a restricted leaf says of it (`entry.ts`). */
interface Disclosing {
  readonly stream: string;
  readonly disclosed?:
    | { readonly type: string; readonly facts?: unknown; readonly voucher?: unknown }
    | undefined;
}

/** What a leaf discloses, if it is of the form that acts disclose; undefined for anything else. */
export function readDisclosed({ disclosed, stream }: Disclosing): Disclosed | undefined {
  if (!disclosed || disclosed.voucher || !isUnnamed(disclosed.type)) return undefined;
  const facts = disclosedFacts.safeParse(disclosed.facts);
  return facts.success && stream === `procedure/${facts.data.procedure}`
    ? { type: disclosed.type, facts: facts.data }
    : undefined;
}
