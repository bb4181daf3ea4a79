import { z } from 'zod';

const instant = z.string().describe('RFC 3339, UTC, three decimals');
const hash = z.string().describe('64 lower-case hex digits');
const names = z.record(z.string(), z.string()).describe('By language');

export const participant = z.strictObject({
  id: z.string(),
  kind: z.enum(['state', 'observer', 'secretariat']),
  names,
  seated: z.boolean().describe('Whether its root is enrolled'),
  root: hash.optional(),
  administrators: z.int(),
  threshold: z.int().describe('How many administrators act together'),
  confirmed: z.boolean().describe('Whether it confirmed the founding'),
});

export const person = z.strictObject({
  person: z.string(),
  name: z.string().optional().describe('Only to its own State'),
  administrator: z.boolean(),
  authorities: z.array(z.string()),
  keys: z.array(
    z.strictObject({
      key: hash,
      alg: z.string(),
      passkey: z.boolean(),
      publicKey: z.string().optional().describe('base64url; absent for OpenPGP, where the key is a blob'),
    }),
  ),
  removed: z.boolean(),
});

export const house = participant.extend({
  invitation: z.strictObject({ expires: instant }).optional(),
  people: z.array(person),
  pending: z.array(
    z.strictObject({ act: hash, type: z.string(), since: instant, confirmedBy: z.array(z.string()) }),
  ),
  notices: z
    .array(
      z.strictObject({
        act: hash,
        of: z.string().describe('`root`, or the administrator whose keys are to be replaced'),
        since: instant,
        from: instant.describe('When it may be used'),
        expires: instant,
      }),
    )
    .describe('Notices that were neither used nor cancelled'),
});

export const me = z.strictObject({
  participant: z.string(),
  person: z.string().optional(),
  administrator: z.boolean(),
  authorities: z.array(z.string()),
  contacts: z.array(z.string()).describe('Contacts on whose roster this person stands'),
});

export const session = z.strictObject({ token: z.string(), expires: instant, certificate: hash });

export const rules = z.strictObject({
  engine: z.int(),
  rules: z.array(z.strictObject({ rule: z.string(), number: z.string(), title: names })),
  numbers: z.record(z.string(), z.int()),
  mirrors: z
    .array(
      z.strictObject({
        mirror: z.string(),
        key: z.strictObject({ alg: z.literal('ed25519'), key: z.string() }),
      }),
    )
    .describe('Mirrors whose stamps count as time of receipt'),
});
