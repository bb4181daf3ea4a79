import * as z from 'zod/mini';
import {
  count,
  hex64,
  inLanguages,
  language,
  mirrorName,
  participantId,
  procedureId,
  words,
} from '../formats.ts';
import { rootKey } from '../key.ts';
import { decisionRules } from './decisionrules.ts';
import { documentRules } from './documentrules.ts';
import { kind } from './kinds.ts';
import { listRules } from './listrules.ts';
import { messageRules } from './messagerules.ts';
import { pingRules } from './pingrules.ts';

const hostName = z.string().check(z.regex(/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, 'not a host name'));
const webOrigin = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, 'not a web origin'));
const logOrigin = z.string().check(z.regex(/^[a-z0-9][a-z0-9./-]{2,99}$/, 'not a log origin'));

const rpIds = z.array(hostName).check(z.minLength(1), z.maxLength(8));
const origins = z.array(webOrigin).check(z.minLength(1), z.maxLength(8));

export const founded = kind({
  data: z.strictObject({
    origin: logOrigin,
    rpIds,
    origins,
    languages: z.array(language).check(z.minLength(1), z.maxLength(24)),
    mandate: hex64,
    rules: hex64,
    participants: hex64,
    host: rootKey,
    secretariat: z.strictObject({ participant: participantId, root: rootKey }),
    predecessor: z.optional(
      z.strictObject({
        body: z.optional(hex64),
        origin: z.optional(logOrigin),
        name: z.optional(words(200)),
      }),
    ),
    confirmations: count,
    hostChange: z.int().check(z.gte(1)),
    demo: z.optional(z.strictObject({ seed: hex64 })),
  }),
  tier: 'public',
  binding: true,
  signedBy: { by: 'host' },
  leafReveals: 'Everything: a body, its host key, languages, rules and participants are public.',
  does: 'Founds the body. Its id is the id of this act.',
});

export const confirmed = kind({
  data: z.strictObject({}),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'decisions', of: 'state' },
  leafReveals: 'Which State confirmed the founding.',
  does: 'Confirms the founding in the name of a State.',
});

export const hostChanged = kind({
  data: z.strictObject({ host: rootKey, rpIds, origins }),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'host-or-roots', of: 'state' },
  leafReveals: 'The key and the domains of the host to come, and who names it.',
  does: 'Names the host of the body, by its key, and the domains where people sign.',
});

export const rulesChanged = kind({
  data: z.strictObject({ rules: hex64, procedure: procedureId }),
  tier: 'public',
  binding: true,
  signedBy: { by: 'decisions' },
  leafReveals: 'Which rules are in force from the next entry on, and by which procedure they were adopted.',
  does: 'Puts rules into force that the body adopted by its own procedure.',
});

/** The blob that `participants` of the founding act names. */
export const participantList = z.strictObject({
  v: z.literal(1),
  participants: z.array(
    z.strictObject({
      id: participantId,
      kind: z.enum(['state', 'observer', 'secretariat']),
      names: z.record(language, words(200)),
      sort: z.optional(z.record(language, words(200))),
    }),
  ),
});
export type ParticipantList = z.infer<typeof participantList>;

const namedMirrors = z.array(z.strictObject({ mirror: mirrorName, key: rootKey })).check(
  z.minLength(1),
  z.maxLength(32),
  z.refine(
    (all) => all.every(({ mirror }, i) => i === 0 || (all[i - 1] as NamedMirror).mirror < mirror),
    'not sorted by name, or repeats',
  ),
);
/** A mirror that the rules name, with the key it stamps with. */
export interface NamedMirror {
  readonly mirror: string;
  readonly key: z.infer<typeof rootKey>;
}

/** The blob that `rules` of the founding act names: each rule with its title, and the numbers it works with. */
export const ruleBook = z.strictObject({
  v: z.literal(1),
  engine: z.literal(1),
  rules: z.record(
    z.string().check(z.regex(/^[a-z]+\.[a-z-]+$/)),
    z.strictObject({ number: words(20), title: z.record(language, words(400)) }),
  ),
  numbers: z.strictObject({
    /** How far `at` may differ from `received` for acts made online, in seconds. */
    clockTolerance: count,
    /** The longest life of a session certificate, in seconds. */
    sessionLife: count,
    /** How long an administrator's act waits for the confirmations it needs, in seconds. */
    confirmationLife: count,
    /** How far ahead a deadline of a message must lie, in seconds. */
    deadlineAhead: count,
    /** How long a State may challenge a binding act made in its name, in seconds; absent: `CHALLENGE_LIFE`. */
    challengeLife: z.optional(count),
    /** How long a notice stands before a lost root is replaced, in seconds; absent: `ROOT_NOTICE`. */
    rootNotice: z.optional(count),
    /** The same before an administrator has another key by letter; absent: `LETTER_NOTICE`. */
    letterNotice: z.optional(count),
  }),
  /** How the body decides; absent: as `DEFAULT_DECISIONS` of @comity/procedure says. */
  decisions: z.optional(decisionRules),
  /** Mirrors whose stamps count as time of receipt; absent: none. Sorted by name, each once. */
  mirrors: z.optional(namedMirrors),
  /** Absent: `DOCUMENT_RULES`. */
  documents: z.optional(documentRules),
  /** Which types messages have, what their forms ask, whom they wake; absent: `MESSAGE_RULES`. */
  messages: z.optional(messageRules),
  /** Absent: `PING_RULES`. */
  pings: z.optional(pingRules),
  /** How long regional lists may stand; absent: `LIST_RULES`. */
  lists: z.optional(listRules),
});
export type RuleBook = z.infer<typeof ruleBook>;

/** How long acts may be challenged where the rules of a body do not say: three days, in seconds. */
export const CHALLENGE_LIFE = 259_200;

/** How long after it was received a binding act may be challenged under these rules, in seconds. */
export const challengeLife = ({ numbers }: RuleBook): number => numbers.challengeLife ?? CHALLENGE_LIFE;

/** How long a notice stands where the rules of a body do not say: 72 hours for a root, 24 for an administrator, in seconds. */
export const ROOT_NOTICE = 259_200;
export const LETTER_NOTICE = 86_400;

/** How long a notice stands under these rules before what it announces is allowed, in seconds. */
export const noticeTime = ({ numbers }: RuleBook, of: 'root' | 'administrator'): number =>
  of === 'root' ? (numbers.rootNotice ?? ROOT_NOTICE) : (numbers.letterNotice ?? LETTER_NOTICE);

/** The blob that `mandate` of the founding act names. */
export const mandate = z.strictObject({
  v: z.literal(1),
  name: inLanguages(200),
  purpose: inLanguages(2000),
});
export type Mandate = z.infer<typeof mandate>;
