import { type Fault, FeedError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, own, textOf } from '../json.ts';

/** A value that somebody noted in MISP; a composite (`domain|ip`) as its parts. */
export interface Attribute {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly comment?: string;
  /** Whether it is meant to be looked for. */
  readonly detects: boolean;
  /** The object it is part of (`file`, `email`), and as what. */
  readonly part?: string;
  readonly tags: readonly string[];
}

export interface MispEvent {
  readonly id: string;
  readonly info: string;
  readonly by?: string;
  readonly date?: string;
  readonly tags: readonly string[];
  readonly galaxies: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly faults: readonly Fault[];
}

const MAX_ATTRIBUTES = 50_000;

/**
 * The events of a file in the MISP core format: one event, with or without its envelope, or the answer of a search.
 * What was deleted or only proposed is left out. Throws `feeds.not-misp`.
 */
export function mispEventsOf(value: unknown): MispEvent[] {
  const events = eventsIn(value);
  if (events.length === 0)
    throw new FeedError('feeds.not-misp', 'The file holds no event with “info” and attributes.');
  return events.map(eventOf);
}

function eventsIn(value: unknown): Fields[] {
  const listed =
    isFields(value) && Array.isArray(value.response)
      ? value.response
      : Array.isArray(value)
        ? value
        : [value];
  return listed
    .filter(isFields)
    .map((one) => (isFields(one.Event) ? one.Event : one))
    .filter(
      (one) =>
        textOf(one, 'info') !== undefined &&
        ['Attribute', 'Object'].some((name) => Array.isArray(own(one, name))),
    );
}

function eventOf(event: Fields): MispEvent {
  const tags = tagsOf(event);
  const attributes = [
    ...attributesIn(event),
    ...listOf(event, 'Object')
      .filter((object) => !isDeleted(object))
      .flatMap((object) => attributesIn(object, textOf(object, 'name') ?? 'object')),
  ].slice(0, MAX_ATTRIBUTES);
  const by = textOf(fieldsOf(event, 'Orgc'), 'name') ?? textOf(fieldsOf(event, 'Org'), 'name');
  const date = textOf(event, 'date');
  return {
    ...{ id: textOf(event, 'uuid') ?? '', info: textOf(event, 'info')! },
    ...(by ? { by } : {}),
    ...(date ? { date } : {}),
    tags,
    galaxies: listOf(event, 'Galaxy').flatMap((galaxy) =>
      listOf(galaxy, 'GalaxyCluster').flatMap((cluster) => textOf(cluster, 'value') ?? []),
    ),
    attributes,
    faults: [...faultsOf(event), ...attributes.flatMap(faultsOfAttribute)].slice(0, 100),
  };
}

const tagsOf = (fields: Fields): string[] =>
  listOf(fields, 'Tag').flatMap((tag) => textOf(tag, 'name') ?? []);
const isDeleted = (fields: Fields): boolean => [true, '1', 1].includes(own(fields, 'deleted') as never);

function attributesIn(holder: Fields, object?: string): Attribute[] {
  return listOf(holder, 'Attribute')
    .filter((one) => !isDeleted(one))
    .flatMap((one) => attributeOf(one, object));
}

function attributeOf(one: Fields, object: string | undefined): Attribute[] {
  const comment = textOf(one, 'comment');
  const value = own(one, 'value');
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const base = {
    id: textOf(one, 'uuid') ?? '',
    category: textOf(one, 'category') ?? '',
    detects: [true, '1', 1].includes(own(one, 'to_ids') as never),
    tags: tagsOf(one),
    ...(comment ? { comment } : {}),
    ...(object ? { part: object } : {}),
  };
  return partsOf(textOf(one, 'type') ?? '', String(value)).map((part) => ({ ...base, ...part }));
}

/** `domain|ip` with `evil.example|198.51.100.3` is two values; what has no bar in its type keeps its own. */
function partsOf(type: string, value: string): { type: string; value: string }[] {
  const types = type.split('|');
  const values = types.length > 1 ? value.split('|') : [value];
  if (types.length !== values.length) return [{ type, value }];
  return types.map((each, i) => ({ type: each, value: values[i]! }));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function faultsOf(event: Fields): Fault[] {
  const at = textOf(event, 'uuid') ?? textOf(event, 'info')!.slice(0, 80);
  const faults: Fault[] = [];
  if (!UUID.test(textOf(event, 'uuid') ?? ''))
    faults.push({
      code: 'misp.uuid',
      at,
      says: 'The event has no UUID: two machines cannot tell that it is the same.',
    });
  if (textOf(event, 'date') === undefined) faults.push({ code: 'misp.date', at, says: '“date” is missing.' });
  return faults;
}

function faultsOfAttribute({ id, type, value, category }: Attribute): Fault[] {
  const at = id || value.slice(0, 80);
  return [
    ...(type ? [] : [{ code: 'misp.type', at, says: 'An attribute has no type.' }]),
    ...(category ? [] : [{ code: 'misp.category', at, says: 'An attribute has no category.' }]),
  ];
}
