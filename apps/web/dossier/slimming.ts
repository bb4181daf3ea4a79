import { parseSync } from 'vite';

/** Members of acts and rules that only people read elsewhere. */
const FOR_PEOPLE = new Set(['does', 'leafReveals']);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const isWords = (value: unknown): value is Node =>
  isNode(value) &&
  (value.type === 'TemplateLiteral' || (value.type === 'Literal' && typeof value.value === 'string'));

/**
 * The words in this node that the page of a dossier does without: what an act does, why a rule refuses, and what would
 * allow it. The rule itself is named, and the command says the rest.
 */
function wordsIn(node: Node): Node[] {
  if (node.type === 'Property' && FOR_PEOPLE.has(String((node.key as Node).name)))
    return isWords(node.value) ? [node.value] : [];
  const callee = node.type === 'CallExpression' ? String((node.callee as Node).name) : '';
  const words = /refused$/i.test(callee)
    ? (node.arguments as Node[]).slice(callee === 'refused' ? 1 : 0)
    : [];
  return words.flatMap((argument) =>
    argument.type === 'ConditionalExpression' ? [argument] : [argument].filter(isWords),
  );
}

function* nodesIn(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* nodesIn(member);
}

/** The same program without those words, and without what it would load from Node. */
export function withoutWords(code: string, id: string): string {
  const found = [...nodesIn(parseSync(id, code).program)].flatMap(wordsIn);
  const slim = found
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, code);
  return id.endsWith('/log/src/hash.ts')
    ? slim.replace(/(export const nodeCrypto[^=]*=)[\s\S]*?;\n/, '$1 undefined;\n')
    : slim;
}
