import {
  ACT_TYPES,
  type ActType,
  formats,
  inlineKey,
  kindOf,
  openpgpKey,
  publicKey,
  rootKey,
  signature,
  streamOf,
} from '@comity/acts';
import { jsonSchemaOf } from '@comity/acts/testing';

interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

const schemaOf = (type: Parameters<typeof jsonSchemaOf>[0]): Schema => jsonSchemaOf(type);

const { blob, contactId, count, date, documentId, fingerprint, hex64, language, mediaType, messageId } =
  formats;
const {
  initiativeId,
  listId,
  nonce,
  participantId,
  personId,
  procedureId,
  roundId,
  salt,
  slug,
  symbol,
  threadId,
  time,
} = formats;
/** The formats that prose explains, by what they look like as a schema. */
const NAMED = new Map(
  Object.entries({
    ...{ blob, contactId, count, date, documentId, fingerprint, hex64, language, mediaType, messageId },
    ...{
      initiativeId,
      listId,
      nonce,
      participantId,
      personId,
      procedureId,
      roundId,
      salt,
      slug,
      symbol,
      threadId,
      time,
    },
    ...{ inlineKey, publicKey, openpgpKey, rootKey, signature },
  }).map(([name, type]) => [JSON.stringify(schemaOf(type)), name]),
);

/** A schema in words: `hex64`, `text 1-200`, `list of participantId 1-200`. */
function inWords(schema: Schema): string {
  const name = NAMED.get(JSON.stringify(schema));
  if (name) return name;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(inWords).join(' or ');
  if (schema.prefixItems) return `exactly [${schema.prefixItems.map(inWords).join(', ')}]`;
  if (schema.type === 'array')
    return `list of ${range(schema.minItems, schema.maxItems)} ${inWords(schema.items!)}`;
  if (schema.type === 'object') return objectInWords(schema);
  if (schema.type === 'integer') return `integer ${range(schema.minimum, schema.maximum)}`;
  // A bar would end the cell of the table.
  if (schema.pattern) return `text like \`${schema.pattern.replaceAll('|', '\\|')}\``;
  if (schema.type === 'string') return `text ${range(schema.minLength, schema.maxLength)}`;
  return schema.type ?? 'any value';
}

const range = (from = 0, to?: number) =>
  to === undefined || to === Number.MAX_SAFE_INTEGER ? `${from} or more` : `${from}-${to}`;

function objectInWords({ properties, required, propertyNames, additionalProperties }: Schema): string {
  if (!properties) return `members ${inWords(propertyNames!)} → ${inWords(additionalProperties as Schema)}`;
  const members = Object.entries(properties).map(
    ([name, schema]) => `${name}${required?.includes(name) ? '' : '?'}: ${inWords(schema)}`,
  );
  return `{ ${members.join('; ')} }`;
}

const SIGNERS = {
  host: 'the host',
  'host-or-roots': 'the host; or the roots of as many States as `hostChange` of the founding says',
  root: 'the root of the participant',
  'invited-root': 'the root being enrolled',
  'noticed-key': 'the new key itself',
  administrators: 'the root, or administrators of the participant',
  administrator: 'the root, or one administrator of the participant alone',
} as const;

function signerOf(type: ActType): string {
  const { signedBy } = kindOf(type);
  if (signedBy.by in SIGNERS) return SIGNERS[signedBy.by as keyof typeof SIGNERS];
  const of =
    'of' in signedBy && signedBy.of ? ` of ${signedBy.of === 'state' ? 'a State' : 'the secretariat'}` : '';
  return `the root, or a person with \`${signedBy.by}\`,${of || ' of any participant'}`;
}

/** The stream as a pattern: who acts, or whom the data names. */
function streamPattern(type: ActType): string {
  const actor = type.startsWith('host.') ? { host: 'x' } : { participant: '<actor>' };
  const data = {
    participant: '<participant>',
    document: '<document>',
    initiative: '<initiative>',
    round: '<round>',
    procedure: '<procedure>',
    regional: '<regional>',
  };
  return streamOf({ type, actor, data } as never);
}

function tableOf(type: ActType): string {
  const kind = kindOf(type);
  const { properties = {}, required = [] } = schemaOf(kind.data);
  const fields = Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\`${required.includes(name) ? '' : ' (optional)'} | ${inWords(schema)} |`,
  );
  return [
    `### \`${type}\``,
    '',
    kind.does,
    '',
    `- tier ${kind.tier}; stream \`${streamPattern(type)}\`; ${kind.binding ? 'binding' : 'ordinary'}${kind.offline ? '; offline-capable' : ''}`,
    `- signed by ${signerOf(type)}`,
    `- its leaf reveals: ${kind.leafReveals}`,
    '',
    ...(fields.length > 0 ? ['| data | form |', '|---|---|', ...fields] : ['`data` is `{}`.']),
    '',
  ].join('\n');
}

/** One section for each act of the catalogue, in its order. */
export const actTables = (): string => ACT_TYPES.map(tableOf).join('\n');
