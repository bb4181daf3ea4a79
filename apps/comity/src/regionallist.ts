import { CONTACT_CLASSES, CONTACT_FIELDS, type ContactField, type ListedContact } from '@comity/acts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';
import { assertReachable, cellsOrFault, folded, listedIn, type Named, namesOf, readTable } from './tables.ts';

/** A regional list has its own rules: which column says what, and which words mean which class. */
export interface ListRules {
  /** What a column says, by its name in the list: `state`, `class`, `fingerprint` or a field of a contact. */
  readonly columns: Readonly<Record<string, string>>;
  /** Words of the list for the two classes. */
  readonly classes: Readonly<Record<string, ListedContact['class']>>;
  /** The class of every row, where the list has no column for it. */
  readonly all?: ListedContact['class'];
}

export interface ReadList {
  readonly contacts: readonly (ListedContact & { readonly line: number })[];
  readonly damaged: readonly { readonly line: number; readonly raw: string; readonly why: string }[];
  /** Columns that say nothing which a contact has: they are left out, and told. */
  readonly unused: readonly string[];
}

const PARTS = ['state', 'class', 'fingerprint', ...CONTACT_FIELDS];

/**
 * Reads the list of another organisation by its own rules. A row that cannot be understood is told with its line and reason;
 * whether it may be left out is the importer's to say. Throws `comity.not-a-regional-list`, `comity.bad-list-rule`.
 */
export function readRegionalList(
  bytes: Uint8Array,
  participants: readonly Named[],
  rules: ListRules,
): ReadList {
  const { columns: heads, rows } = readTable(bytes, notAList);
  const columns = partsOf(heads, rules);
  const missing = ['state', ...(rules.all ? [] : ['class'])].filter((part) => !columns.includes(part));
  if (missing.length > 0) throw notAList(`No column of it says ${missing.join(' and ')}.`);
  const byName = namesOf(participants);
  const classes = classesOf(rules);
  const seen = new Map<string, number>();
  const contacts: (ListedContact & { line: number })[] = [];
  const damaged: { line: number; raw: string; why: string }[] = [];
  for (const { line, raw, cells } of rows) {
    try {
      const contact = contactOf(columns, cellsOrFault(cells, columns.length), byName, classes, rules.all);
      const same = seen.get(JSON.stringify(contact));
      if (same !== undefined) throw new Error(`It says the same as line ${same}.`);
      seen.set(JSON.stringify(contact), line);
      contacts.push({ ...contact, line });
    } catch (error) {
      damaged.push({ line, raw, why: (error as Error).message });
    }
  }
  return { contacts, damaged, unused: heads.filter((head, i) => columns[i] === '' && head !== '') };
}

const notAList = (why: string) =>
  new CommandError(
    'comity.not-a-regional-list',
    `This is no list of contacts: ${why}`,
    'It is CSV whose first row names its columns. Say which is which: --column "Pays=state" --column "Courriel=emails".',
  );

/** What each column says: as the rules say, else by its own name; nothing for all others. */
function partsOf(heads: readonly string[], { columns }: ListRules): string[] {
  const given = new Map(Object.entries(columns).map(([head, part]) => [folded(head), part]));
  for (const [head, part] of Object.entries(columns)) {
    if (!PARTS.includes(part))
      throw badRule(`“${part}” is nothing that a column can say: ${PARTS.join(', ')}.`);
    if (!heads.some((one) => folded(one) === folded(head)))
      throw badRule(`The list has no column “${head}”.`);
  }
  const own = new Map(PARTS.map((part) => [folded(part), part]));
  const parts = heads.map((head) => given.get(folded(head)) ?? own.get(folded(head)) ?? '');
  const twice = parts.find((part, i) => part !== '' && parts.indexOf(part) !== i);
  if (twice !== undefined) throw badRule(`Two columns say ${twice}.`);
  return parts;
}

const badRule = (why: string) =>
  new CommandError(
    'comity.bad-list-rule',
    `The list cannot be read by these rules: ${why}`,
    'Nothing was sent.',
  );

function classesOf({ classes }: ListRules): ReadonlyMap<string, ListedContact['class']> {
  const own = CONTACT_CLASSES.map((name) => [name, name] as const);
  return new Map([...own, ...Object.entries(classes)].map(([word, kind]) => [folded(word), kind]));
}

function contactOf(
  columns: readonly string[],
  cells: readonly string[],
  byName: ReadonlyMap<string, string>,
  classes: ReadonlyMap<string, ListedContact['class']>,
  all: ListedContact['class'] | undefined,
): ListedContact {
  const cell = (part: string) => (cells[columns.indexOf(part)] ?? '').trim();
  const state = byName.get(folded(cell('state')));
  if (!state) throw new Error(`No participant is called “${cell('state')}”.`);
  const said = cell('class');
  const kind = said === '' && all ? all : classes.get(folded(said));
  if (!kind) throw new Error(`The class “${said}” is neither diplomatic nor technical: say what it means.`);
  const fields = fieldsOf(columns, cells);
  if (Object.keys(fields).length === 0) throw new Error('It says nothing of a contact.');
  assertReachable(fields.telephones);
  const fingerprint = fingerprintIn(cell('fingerprint'));
  return { state, class: kind, fields, ...(fingerprint ? { fingerprint } : {}) };
}

function fieldsOf(columns: readonly string[], cells: readonly string[]): ListedContact['fields'] {
  const isField = (part: string): part is ContactField =>
    (CONTACT_FIELDS as readonly string[]).includes(part);
  const said = columns.flatMap((part, i) => {
    const value = (cells[i] ?? '').trim().replace(/[\r\n\t ]+/g, ' ');
    return isField(part) && value !== '' ? [`${part}=${listedIn(part, value)}:own`] : [];
  });
  const { fields } = readFields(said);
  return Object.fromEntries(
    Object.entries(fields).map(([name, { value }]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

function fingerprintIn(text: string): string | undefined {
  const digits = text.replace(/[\s:]/g, '').toLowerCase();
  if (digits !== '' && !/^[0-9a-f]{40}$/.test(digits))
    throw new Error(`“${text}” is no fingerprint of a key.`);
  return digits || undefined;
}

/** What a newer state of a list changes, contact by contact; what is in both is counted. */
export interface Difference {
  readonly added: readonly ListedContact[];
  readonly removed: readonly ListedContact[];
  readonly same: number;
}

export function differenceOf(before: readonly ListedContact[], after: readonly ListedContact[]): Difference {
  const nameOf = ({ state, class: kind, fields, fingerprint = '' }: ListedContact) =>
    JSON.stringify([state, kind, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)), fingerprint]);
  const [old, now] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))];
  const added = after.filter((c) => !old.has(nameOf(c)));
  return {
    added,
    removed: before.filter((c) => !now.has(nameOf(c))),
    same: after.length - added.length,
  };
}
