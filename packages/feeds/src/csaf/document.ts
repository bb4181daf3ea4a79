import { FeedError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, own, textOf, textsOf } from '../json.ts';
import { STATUSES, type Status } from '../sheet.ts';

export interface Revision {
  readonly number: string;
  readonly date: string;
  readonly summary: string;
}

/** A product as it is named somewhere in the tree, and where. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly at: string;
}

export interface Weakness {
  readonly at: string;
  readonly fields: Fields;
  readonly cve?: string;
  readonly status: Readonly<Partial<Record<Status, readonly string[]>>>;
}

/** A CSAF 2.0 document, taken apart as far as it is shown and tested. */
export interface CsafDocument {
  readonly document: Fields;
  readonly tracking: Fields;
  readonly category: string;
  readonly revisions: readonly Revision[];
  readonly products: readonly Product[];
  readonly groups: readonly { readonly id: string; readonly members: readonly string[] }[];
  /** Products made of others: their own id, and those they are made of. */
  readonly composed: readonly { readonly id: string; readonly of: readonly string[] }[];
  readonly weaknesses: readonly Weakness[];
  readonly hasTree: boolean;
}

/** Takes a document apart. Throws `feeds.not-csaf` where what every reader needs is missing. */
export function csafOf(value: unknown): CsafDocument {
  const reason = refusal(value);
  if (reason !== undefined) throw new FeedError('feeds.not-csaf', reason);
  const whole = value as Fields;
  const document = fieldsOf(whole, 'document');
  const tracking = fieldsOf(document, 'tracking');
  const tree = fieldsOf(whole, 'product_tree');
  return {
    ...{ document, tracking, category: textOf(document, 'category')! },
    revisions: listOf(tracking, 'revision_history').map((r) => ({
      number: textOf(r, 'number') ?? '',
      date: textOf(r, 'date') ?? '',
      summary: textOf(r, 'summary') ?? '',
    })),
    products: productsIn(tree),
    groups: listOf(tree, 'product_groups').map((g) => ({
      id: textOf(g, 'group_id') ?? '',
      members: textsOf(g, 'product_ids'),
    })),
    composed: listOf(tree, 'relationships').map(composedOf),
    weaknesses: listOf(whole, 'vulnerabilities').map(weaknessOf),
    hasTree: isFields(own(whole, 'product_tree')),
  };
}

function refusal(value: unknown): string | undefined {
  if (!isFields(value) || !isFields(own(value, 'document'))) return 'The file has no “document”.';
  const document = fieldsOf(value, 'document');
  if (own(document, 'csaf_version') !== '2.0') return 'The version of CSAF is not 2.0.';
  for (const name of ['category', 'title'])
    if (textOf(document, name) === undefined) return `“document/${name}” is missing.`;
  const publisher = fieldsOf(document, 'publisher');
  for (const name of ['category', 'name', 'namespace'])
    if (textOf(publisher, name) === undefined) return `“document/publisher/${name}” is missing.`;
  const tracking = fieldsOf(document, 'tracking');
  for (const name of ['id', 'status', 'version', 'current_release_date', 'initial_release_date'])
    if (textOf(tracking, name) === undefined) return `“document/tracking/${name}” is missing.`;
  return listOf(tracking, 'revision_history').length > 0
    ? undefined
    : '“document/tracking/revision_history” is missing.';
}

/** Branches are walked by a list of what is left, not by calls: depth is bounded where the file is read. */
function productsIn(tree: Fields): Product[] {
  const products: Product[] = [];
  const add = (product: Fields, at: string) => {
    const id = textOf(product, 'product_id');
    if (id !== undefined) products.push({ id, name: textOf(product, 'name') ?? id, at });
  };
  const left = listOf(tree, 'branches').map((branch, i) => ({ branch, at: `/product_tree/branches/${i}` }));
  while (left.length > 0) {
    const { branch, at } = left.shift()!;
    if (isFields(own(branch, 'product'))) add(fieldsOf(branch, 'product'), `${at}/product`);
    left.unshift(...listOf(branch, 'branches').map((b, i) => ({ branch: b, at: `${at}/branches/${i}` })));
  }
  for (const [i, name] of listOf(tree, 'full_product_names').entries())
    add(name, `/product_tree/full_product_names/${i}`);
  for (const [i, relation] of listOf(tree, 'relationships').entries())
    add(fieldsOf(relation, 'full_product_name'), `/product_tree/relationships/${i}/full_product_name`);
  return products;
}

const composedOf = (relation: Fields) => ({
  id: textOf(fieldsOf(relation, 'full_product_name'), 'product_id') ?? '',
  of: ['product_reference', 'relates_to_product_reference'].flatMap((name) => textOf(relation, name) ?? []),
});

function weaknessOf(fields: Fields, i: number): Weakness {
  const cve = textOf(fields, 'cve');
  const status = fieldsOf(fields, 'product_status');
  return {
    ...{ at: `/vulnerabilities/${i}`, fields },
    ...(cve ? { cve } : {}),
    status: Object.fromEntries(
      STATUSES.map((name) => [name, textsOf(status, name)]).filter(([, ids]) => ids!.length > 0),
    ),
  };
}
