import { readFile } from 'node:fs/promises';
import type { MessageRules } from '@comity/acts';
import { CommandError } from './errors.ts';

/** What a body is to be, as its founders write it down. */
export interface BodyFile {
  readonly name: Readonly<Record<string, string>>;
  readonly purpose: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly logOrigin: string;
  readonly origins: readonly string[];
  readonly rpIds: readonly string[];
  readonly confirmations: number;
  readonly hostChange: number;
  readonly secretariat: {
    readonly id: string;
    readonly names: Readonly<Record<string, string>>;
    /** `make`, or the Ed25519 public key of its root, base64url. */
    readonly root: string;
  };
  readonly participants: readonly {
    readonly id: string;
    readonly kind: 'state' | 'observer';
    readonly names: Readonly<Record<string, string>>;
  }[];
  /** Mirrors whose stamps count as time of receipt, with their Ed25519 keys, base64url. */
  readonly mirrors?: readonly { readonly mirror: string; readonly key: string }[];
  /** Types and forms of messages, and whom an unacknowledged one wakes; absent: those with which every body begins. */
  readonly messages?: MessageRules;
}

const MEMBERS = [
  'name',
  'purpose',
  'languages',
  'logOrigin',
  'origins',
  'rpIds',
  'confirmations',
  'hostChange',
  'secretariat',
  'participants',
] as const satisfies readonly (keyof BodyFile)[];

const OPTIONAL = ['mirrors', 'messages'] as const satisfies readonly (keyof BodyFile)[];

const bad = (path: string, why: string) =>
  new CommandError(
    'comity.bad-body-file',
    `${path}: ${why}`,
    'Nothing was founded. An example to begin with: comity init --from-example body.json',
  );

/**
 * Reads the file: JSON in which whole lines may be comments that begin with `//`. What each member may hold is
 * checked when the founding act is drafted. Throws `comity.bad-body-file`.
 */
export async function readBodyFile(path: string): Promise<BodyFile> {
  const text = await readFile(path, 'utf8');
  let found: Record<string, unknown>;
  try {
    found = JSON.parse(text.replace(/^[ \t]*\/\/.*$/gm, '')) as Record<string, unknown>;
  } catch (error) {
    throw bad(path, `it is not JSON (${(error as Error).message}).`);
  }
  const given = Object.keys(Object(found));
  const missing = MEMBERS.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !([...MEMBERS, ...OPTIONAL] as readonly string[]).includes(name));
  if (missing.length > 0) throw bad(path, `“${missing.join('”, “')}” is missing.`);
  if (unknown.length > 0) throw bad(path, `“${unknown.join('”, “')}” is not known.`);
  const body = found as unknown as BodyFile;
  if (!Array.isArray(body.participants) || !Array.isArray(body.languages))
    throw bad(path, 'participants and languages are lists.');
  const states = body.participants.filter((p) => p?.kind === 'state').length;
  // More roots than there are States could never name another host.
  if (!(Number.isSafeInteger(body.hostChange) && body.hostChange >= 1 && body.hostChange <= states))
    throw bad(path, `“hostChange” is a number of States: 1 to ${states} here.`);
  if (body.mirrors !== undefined && !isListOfMirrors(body.mirrors))
    throw bad(
      path,
      'mirrors is a list of { "mirror": its name, "key": its key in base64url }, each name once.',
    );
  if (typeof body.secretariat?.id !== 'string' || typeof body.secretariat.root !== 'string')
    throw bad(path, 'the secretariat has an id, names and a root.');
  return body;
}

const isListOfMirrors = (mirrors: unknown): boolean =>
  Array.isArray(mirrors) &&
  mirrors.length > 0 &&
  mirrors.every((one) => typeof one?.mirror === 'string' && typeof one.key === 'string') &&
  new Set(mirrors.map((one) => one.mirror)).size === mirrors.length;

/** A file to begin with: two languages, eleven invented members. */
export const EXAMPLE = `{
  // The founding of a body. Lines that begin with // are comments. Everything here becomes public and final;
  // what changes later (rules, host, domains) changes by an act of the body.

  // The mandate: name and purpose, in the languages below.
  "name": {
    "en": "River Commission on ICT Security",
    "fr": "Commission fluviale pour la sécurité des TIC"
  },
  "purpose": {
    "en": "Points of contact, exchange on incidents and decisions by consensus among eleven riparian States.",
    "fr": "Points de contact, échanges sur les incidents et décisions par consensus entre onze États riverains."
  },
  "languages": ["en", "fr"],

  // The name of its log. Not an address: it stays when the host or the domain changes.
  "logOrigin": "river-commission.example/log",

  // Where its pages are served, and the names that passkeys are bound to.
  "origins": ["http://localhost:3000"],
  "rpIds": ["localhost"],

  // While fewer States have confirmed the founding than this, the body is shown as provisional.
  "confirmations": 6,
  // How many State roots together may name another host when the old one cannot or will not.
  "hostChange": 7,

  // Mirrors whose stamps count as the time of receipt of acts that this host held back: name and key, as
  // comity mirror key prints it. Each is trusted with that, so there may be none.
  // "mirrors": [{ "mirror": "mirror.example", "key": "…" }],

  // Types of messages, the coded fields of their forms, and whom an unacknowledged one wakes: see chapter 9.7 of the
  // specification. Without it those hold with which every body begins.
  // "messages": { "types": […], "fields": […], "ladder": { "alternate": 30, "diplomatic": 120, "mission": 240 } },

  // "root" is the secretariat's public key (Ed25519, base64url), made on a machine of its own; or "make":
  // a key is then made here and kept as the identity secretariat-root.
  "secretariat": {
    "id": "secretariat",
    "names": { "en": "Secretariat", "fr": "Secrétariat" },
    "root": "make"
  },

  // The participants, in the order in which they are shown. The eleven are invented.
  "participants": [
    { "id": "alderia", "kind": "state", "names": { "en": "Alderia", "fr": "Aldérie" } },
    { "id": "brenmark", "kind": "state", "names": { "en": "Brenmark", "fr": "Brenmark" } },
    { "id": "corvania", "kind": "state", "names": { "en": "Corvania", "fr": "Corvanie" } },
    { "id": "dellmoor", "kind": "state", "names": { "en": "Dellmoor", "fr": "Dellmoor" } },
    { "id": "estavia", "kind": "state", "names": { "en": "Estavia", "fr": "Estavie" } },
    { "id": "fjellen", "kind": "state", "names": { "en": "Fjellen", "fr": "Fjellen" } },
    { "id": "galdora", "kind": "state", "names": { "en": "Galdora", "fr": "Galdore" } },
    { "id": "hestria", "kind": "state", "names": { "en": "Hestria", "fr": "Hestrie" } },
    { "id": "ivaria", "kind": "state", "names": { "en": "Ivaria", "fr": "Ivarie" } },
    { "id": "jorvland", "kind": "state", "names": { "en": "Jorvland", "fr": "Jorvland" } },
    { "id": "kestonia", "kind": "observer", "names": { "en": "Kestonia", "fr": "Kestonie" } }
  ]
}
`;
