import { canonicalBytes, LogError, parseCanonical } from '@comity/log';
import * as z from 'zod/mini';
import { TextError } from '../errors.ts';
import { MAX_PARAGRAPH, nodeId, SUFFIXES } from '../tree.ts';

/**
 * A proposal is a record beside the text: it says what it would change, in the words that it found there, and is never
 * changed itself. Each change names a paragraph by its id, so that renumbering and other people's proposals do not move
 * it; what it strikes out stands in it, so that it can be read by itself and cannot be laid over other words.
 */

/** Changes in one proposal: one word in every paragraph of a long text is one proposal. */
export const MAX_CHANGES = 1_000;
/** Places in one paragraph that one proposal changes. */
export const MAX_EDITS = 500;
export const MAX_PROPOSAL_BYTES = 1024 * 1024;

const offset = z.int().check(z.gte(0), z.lte(MAX_PARAGRAPH));
const words = z.string().check(z.maxLength(MAX_PARAGRAPH));
const language = z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'not a language tag'));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not 64 lower-case hex digits'));

const edit = z.strictObject({ from: offset, to: offset, was: words, put: words }).check(
  z.refine(({ from, to, was }) => from <= to && was.length === to - from, 'a place of another length'),
  z.refine(({ was, put }) => was !== put, 'changes nothing'),
);
/**
 * In one paragraph: from `from` to `to`, UTF-16 units of its words, stands `was`; `put` comes in its place. Nothing is
 * struck out where `from` is `to`, nothing comes in where `put` is empty.
 */
export interface Edit {
  from: number;
  to: number;
  was: string;
  put: string;
}

/** Edits of one paragraph stand in order and apart: where two touch, they are one. */
const edits = z.array(edit).check(
  z.minLength(1),
  z.maxLength(MAX_EDITS),
  z.refine(
    (all) => all.every(({ from }, i) => i === 0 || all[i - 1]!.to < from),
    'not in order, or touching',
  ),
);

const place = z.union([
  z.strictObject({ after: nodeId }),
  z.strictObject({ under: nodeId }),
  z.strictObject({ first: z.literal(true) }),
]);
/** After a node and all that hangs on it; as the first under a paragraph; as the first of the text. */
export type Place = { after: string } | { under: string } | { first: true };

const label = z.union([
  z.strictObject({ number: z.int().check(z.gte(1), z.lte(9_999)) }),
  z.strictObject({ suffix: z.enum(SUFFIXES) }),
  z.strictObject({ alt: z.int().check(z.gte(1), z.lte(99)) }),
  z.strictObject({ printed: z.string().check(z.minLength(1), z.maxLength(40)) }),
  z.strictObject({ unnumbered: z.literal(true) }),
]);
const part = z.enum(['preamble', 'operative', 'other']);
const level = z.int().check(z.gte(1), z.lte(6));

const newNode = z.union([
  z.strictObject({ kind: z.literal('heading'), level, text: words }),
  z.strictObject({
    kind: z.literal('paragraph'),
    part: z.optional(part),
    call: z.enum(['alternative', 'insertion', 'numbered']),
    text: words,
  }),
]);
/**
 * What comes in. `call` says how a paragraph is called, not which number it gets: `insertion` the next bis or ter,
 * `alternative` the next alt, `numbered` a number like others. A paragraph of the top level has its part.
 */
export type NewNode = z.infer<typeof newNode>;

/** What structure changes: how a paragraph is called, the part it belongs to, the level of a heading. */
const shape = z.strictObject({ label: z.optional(label), part: z.optional(part), level: z.optional(level) });
export type Form = z.infer<typeof shape>;

/** A paragraph, heading, cell or note by its id; the title by `title`. */
const target = z.union([nodeId, z.literal('title')]);

export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('words'), at: target, edits }),
  z.strictObject({ kind: z.literal('new'), id: nodeId, place, node: newNode }),
  /** `was` names the words that go, with those of all that hangs on them: `treeHash`. */
  z.strictObject({ kind: z.literal('delete'), at: nodeId, was: hash }),
  z.strictObject({ kind: z.literal('move'), at: nodeId, place }),
  z.strictObject({ kind: z.literal('form'), at: nodeId, was: shape, now: shape }),
]);
export type Change = z.infer<typeof changeSchema>;

const touched = (change: Change): string => (change.kind === 'new' ? change.id : change.at);
const changes = z.array(changeSchema).check(
  z.minLength(1),
  z.maxLength(MAX_CHANGES),
  z.refine(
    (all) => new Set(all.map((c) => `${c.kind} ${touched(c)}`)).size === all.length,
    'changes the same thing twice',
  ),
);

/** One language of a proposal: the text it was written against, by the hash of `formatText`, and what it changes there. */
const version = z.strictObject({ on: hash, changes });
export type ProposalVersion = z.infer<typeof version>;

const content = z
  .strictObject({
    v: z.literal(1),
    /** The language it was proposed in; the other versions are translations of it. */
    original: language,
    versions: z.record(language, version),
    reason: z.optional(z.record(language, z.string().check(z.minLength(1), z.maxLength(10_000)))),
  })
  .check(
    z.refine(({ original, versions }) => versions[original] !== undefined, 'not in its own language'),
    z.refine(
      ({ versions }) => haveOneShape(Object.values(versions)),
      'languages that change different things',
    ),
  );
/** What a proposal says: the file that its act names. */
export type ProposalContent = z.infer<typeof content>;

/** A translation changes the same paragraphs in the same way: only the words differ. */
const haveOneShape = (versions: readonly ProposalVersion[]): boolean =>
  new Set(versions.map(({ changes: all }) => JSON.stringify(all.map(outline)))).size <= 1;
const outline = (change: Change) =>
  change.kind === 'new' || change.kind === 'move'
    ? [change.kind, touched(change), change.place]
    : [change.kind, touched(change)];

/** The paragraphs that changes touch, and those that they bring in: each sorted, each once. */
export function reachOf(all: readonly Change[]): { touches: string[]; brings: string[] } {
  const brings = new Set(all.flatMap((change) => (change.kind === 'new' ? [change.id] : [])));
  const touches = new Set(all.map(touched).filter((id) => !brings.has(id)));
  return { touches: [...touches].sort(), brings: [...brings].sort() };
}

/** The bytes of a proposal: canonical JSON. */
export const formatProposal = (value: ProposalContent): Uint8Array => canonicalBytes(checked(value));

/** Reads what `formatProposal` wrote. Throws `text.malformed`, `text.too-large`, `text.not-canonical`. */
export function parseProposal(bytes: Uint8Array): ProposalContent {
  if (bytes.length > MAX_PROPOSAL_BYTES)
    throw new TextError('text.too-large', `A proposal of more than ${MAX_PROPOSAL_BYTES} bytes.`);
  try {
    return checked(parseCanonical(bytes));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new TextError('text.not-canonical', error.message);
  }
}

function checked(value: unknown): ProposalContent {
  const read = content.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new TextError('text.malformed', issue?.message ?? 'not a proposal', {
    place: issue?.path.join('.') ?? '',
  });
}
