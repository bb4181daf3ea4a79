import * as z from 'zod/mini';
import { hex64, participantId, personId, salt, sortedSet, time } from '../formats.ts';
import { inlineKey, publicKey, rootKey, signature } from '../key.ts';
import { authority } from './authority.ts';
import { kind } from './kinds.ts';

const channel = z.enum(['note-verbale', 'in-person', 'telephone', 'demonstration']);

export const participantInvited = kind({
  data: z.strictObject({
    participant: participantId,
    /** SHA-256 of the 32 bytes that the State is handed. */
    token: hex64,
    /** SHA-256 of the note verbale that named who may enrol the root. */
    note: z.optional(hex64),
    /** By which channel the secretariat made sure of who it was. */
    channel,
    expires: time,
  }),
  tier: 'public',
  binding: true,
  signedBy: { by: 'people', of: 'secretariat' },
  leafReveals: 'Which participant was invited, by which channel it was proven, until when.',
  does: 'Invites a participant to enrol its root.',
});

export const rootEnrolled = kind({
  data: z.strictObject({ key: rootKey, token: salt }),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'invited-root' },
  leafReveals: 'The root key of the participant.',
  does: 'Enrols the root of a participant, which certifies its people from then on.',
});

export const administratorsSet = kind({
  data: z
    .strictObject({
      administrators: sortedSet(personId, 1, 20),
      threshold: z.int().check(z.gte(1), z.lte(20)),
    })
    .check(z.refine((d) => d.threshold <= d.administrators.length, 'a threshold that could never be met')),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'root' },
  leafReveals: 'How many administrators the participant has, by id, and how many must act together.',
  does: 'Names the administrators of a participant and how many of them must act together.',
});

const byAdministrators = {
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'administrators' },
} as const;

export const personAdded = kind({
  ...byAdministrators,
  data: z.strictObject({
    person: personId,
    key: publicKey,
    proof: signature,
    /** Commitment to the name: subject the person's id, path `name`. */
    name: hex64,
  }),
  leafReveals: 'That the participant has a person with this id and key; never the name.',
  does: 'Adds a person with a first key.',
});

export const personRemoved = kind({
  ...byAdministrators,
  data: z.strictObject({ person: personId }),
  leafReveals: 'That the person with this id no longer acts for the participant.',
  does: 'Removes a person: keys and sessions end, and places on rosters fall vacant.',
});

export const keyAdded = kind({
  ...byAdministrators,
  data: z.strictObject({ person: personId, key: publicKey, proof: signature }),
  leafReveals: 'The new key of the person with this id.',
  does: 'Adds a key to a person.',
});

export const keyRemoved = kind({
  ...byAdministrators,
  data: z.strictObject({ person: personId, key: hex64 }),
  leafReveals: 'That this key ended.',
  does: 'Ends a key of a person, and every session it certified.',
});

export const keyReplaced = kind({
  ...byAdministrators,
  data: z.strictObject({ person: personId, old: hex64, key: publicKey, proof: signature }),
  leafReveals: 'The old and the new key of the person with this id.',
  does: 'Replaces a key of a person by another, with no moment between.',
});

export const authoritiesSet = kind({
  ...byAdministrators,
  data: z.strictObject({ person: personId, authorities: sortedSet(authority, 0, 6) }),
  leafReveals: 'What the person with this id may do for the participant.',
  does: 'Sets which authorities a person holds.',
});

export const actConfirmed = kind({
  ...byAdministrators,
  data: z.strictObject({ act: hex64 }),
  leafReveals: 'Which administrator, by id, confirmed which act.',
  does: 'Confirms an act of another administrator; the last confirmation needed makes it effective.',
});

/** Why a State challenges an act that bears the name of one of its people. */
export const CHALLENGE_REASONS = ['not-ours', 'not-as-shown'] as const;
export type ChallengeReason = (typeof CHALLENGE_REASONS)[number];

export const actChallenged = kind({
  data: z.strictObject({ act: hex64, reason: z.enum(CHALLENGE_REASONS) }),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'administrator' },
  leafReveals: 'Which State challenges which of its acts, and whether as not its own or not as it was shown.',
  does: 'Challenges a binding act of a person of the same participant. It marks the act and undoes nothing.',
});

export const noticeGiven = kind({
  data: z.strictObject({
    participant: participantId,
    /** The administrator who is to have another key; absent where it is the root that was lost. */
    person: z.optional(personId),
    /** SHA-256 of the 32 bytes that the State is handed. */
    token: hex64,
    /** SHA-256 of the note verbale, or the letter, that asks for it. */
    note: hex64,
    channel,
    /** Until when the token may be used. */
    expires: time,
  }),
  tier: 'public',
  binding: true,
  signedBy: { by: 'people', of: 'secretariat' },
  leafReveals:
    'Which participant asks for another root, or for another key of which administrator by id, by which channel it was proven, until when.',
  does: 'Gives public notice that the root of a participant, or the keys of one of its administrators, are to be replaced.',
});

export const noticeCancelled = kind({
  ...byAdministrators,
  data: z.strictObject({ notice: hex64 }),
  leafReveals: 'Which notice the participant cancelled.',
  does: 'Cancels a notice about the participant: what it announced is not allowed any more.',
});

export const keyReseated = kind({
  // Written out here: whoever is locked out could not put a file beside it.
  data: z.strictObject({ key: inlineKey, token: salt }),
  tier: 'public',
  binding: true,
  offline: true,
  signedBy: { by: 'noticed-key' },
  leafReveals: 'The new key of the administrator with this id, and that all keys before it ended.',
  does: 'Seats an administrator anew with another key, after public notice; every earlier key of that person ends.',
});
