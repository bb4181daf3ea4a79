import type { Connection, paths } from '@comity/client';
import { dataOf } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { formatText, type Text, workingLabels } from '@comity/text';
import { CommandError, refusal } from '../errors.ts';
import { documentId } from './paperacts.ts';

/** What commands about a text under negotiation have in common. */

export type Negotiation =
  paths['/api/negotiations/{document}']['get']['responses']['200']['content']['application/json'];

/** A negotiation by the symbol or the id of its document. */
export const readNegotiation = async (connection: Connection, given: string): Promise<Negotiation> =>
  dataOf(
    await connection.api.GET('/api/negotiations/{document}', {
      params: { path: { document: await documentId(connection, given) } },
    }),
  );

/** A text of the document as it stood once, or was issued. Throws `comity.other-text`. */
export async function earlierText(connection: Connection, document: string, hash: string): Promise<Text> {
  const params = { path: { document, view: 'clean' as const }, query: { text: hash } };
  const { data } = dataOf(await connection.api.GET('/api/negotiations/{document}/views/{view}', { params }));
  return checked(data.text as Text, hash);
}

/** The text as it stands. That it is the one the record names is checked here. Throws `comity.other-text`. */
export async function standingText(
  connection: Connection,
  { document, text: hash }: Negotiation,
): Promise<Text> {
  const { data } = dataOf(
    await connection.api.GET('/api/negotiations/{document}/views/{view}', {
      params: { path: { document, view: 'clean' } },
    }),
  );
  return checked(data.text as Text, hash);
}

function checked(text: Text, hash: string): Text {
  if (sha256Hex(formatText(text)) === hash) return text;
  throw refusal(
    'comity.other-text',
    'The server gave another text than the record names.',
    'Nothing was signed. Ask again; if it stays so, tell others.',
  );
}

/** The id of a paragraph that is given by its label (OP7bis), by its id, or as `title`. Throws `comity.no-such-paragraph`. */
export function paragraphIn(text: Text, labels: ReadonlyMap<string, string>, given: string): string {
  if (given === 'title' && text.title) return given;
  const wanted = given.toLowerCase();
  const found = [...labels].find(([id, label]) => id === given || label.toLowerCase() === wanted);
  if (found) return found[0];
  throw new CommandError(
    'comity.no-such-paragraph',
    `The text has no paragraph ${given}.`,
    `It has ${[...labels.values()].slice(0, 20).join(', ')}${labels.size > 20 ? ' …' : ''}.`,
  );
}

/** Labels of the text, and of paragraphs that are only proposed. */
export const labelsOf = (text: Text, { paragraphs }: Negotiation): Map<string, string> =>
  new Map([
    ...paragraphs.flatMap(({ paragraph, label }) => (label ? [[paragraph, label] as const] : [])),
    ...workingLabels(text),
  ]);
