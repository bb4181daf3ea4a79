import { randomBytes } from 'node:crypto';
import { type FieldOpening, formats, newId, parseWith, publicKey, signature } from '@comity/acts';
import { act, connect, dataOf, type Hand, signIn } from '@comity/client';
import { ed25519Signer, fromBase64url } from '@comity/log';
import { type House, type HouseOptions, platformError } from '@comity/server';
import { z } from 'zod';
import { certifyKey, nominate } from '../contacts.ts';
import { type Place, setAdministrators, setAuthorities } from '../people.ts';
import { electFacilitator } from './electing.ts';
import { type DemoKeys, seatSecretariat } from './founding.ts';
import { SECRETARIAT } from './mandate.ts';

const request = z.strictObject({
  participant: z.string(),
  role: z.enum(['administrator', 'contact', 'delegate', 'presiding']),
  person: z.string(),
  // Read by the schemas of acts below, passkeys included.
  key: z.record(z.string(), z.unknown()),
  proof: z.record(z.string(), z.unknown()),
  name: z.string(),
  opening: z.strictObject({
    subject: z.string(),
    path: z.literal('name'),
    salt: z.string(),
    value: z.string().max(100),
  }),
  contactKey: z.string().max(20_000).optional(),
  fingerprint: z.string().optional(),
});
type SeatRequest = z.infer<typeof request>;

const MAY = {
  administrator: ['directory', 'people'],
  contact: ['exchange'],
  delegate: ['decisions', 'documents', 'exchange'],
  presiding: ['decisions', 'documents', 'exchange'],
} as const;

/** How many seats a demonstration gives in an hour: it stands open to everybody. */
const HOURLY = 600;

/**
 * The seats of a demonstration: an endpoint that exists only there. It certifies a visitor's key with the root
 * of the State the visitor chose; the root lies in the data folder, since nobody else holds it.
 */
export function demoSeats(
  house: House,
  place: () => Place,
  keys: () => Promise<DemoKeys>,
): NonNullable<HouseOptions['extend']> {
  let given: number[] = [];
  return (app) => {
    app.post(
      '/api/demo/seats',
      {
        config: { access: 'public' },
        schema: {
          summary: 'Take a seat in the demonstration',
          tags: ['about'],
          body: request,
          response: { 201: z.strictObject({ person: z.string(), contact: z.string().optional() }) },
        },
      },
      async (asked, reply) => {
        given = given.filter((at) => at > Date.now() - 3_600_000);
        if (given.length >= HOURLY) throw platformError('too-many-requests', { retryAfter: 600 });
        given.push(Date.now());
        const { participant, role } = asked.body;
        const root = (await keys()).roots.get(participant);
        if (!root) throw platformError('not-found', { detail: 'There is no such participant.' });
        // The secretariat's own house stays as it is: visitors write and record for it, and change nobody in it.
        if (participant === SECRETARIAT.id && role !== 'delegate')
          throw platformError('not-found', { detail: 'The secretariat has seats for delegates only.' });
        const seat = await giveSeat(place(), { participant, signer: root }, asked.body);
        if (role === 'presiding') {
          const officer = await seatSecretariat(house, place(), await keys());
          await electFacilitator(house, place(), officer, { participant, person: seat.person });
        }
        return reply.code(201).send(seat);
      },
    );
  };
}

async function giveSeat(
  place: Place,
  root: Hand,
  asked: SeatRequest,
): Promise<{ person: string; contact?: string }> {
  const { person } = asked;
  const data = {
    person: parseWith(formats.personId, person, 'The id of the person'),
    key: parseWith(publicKey, asked.key, 'The key'),
    proof: parseWith(signature, asked.proof, 'The proof'),
    name: parseWith(formats.hex64, asked.name, 'The name'),
  };
  const openings = [asked.opening as FieldOpening];
  await act(place.connection, place.trust, root, 'people.person-added', data, { openings });
  await setAuthorities(place, root, person, MAY[asked.role]);
  if (asked.role === 'administrator') await inTurn(() => nameAdministrator(place, root, person));
  if (asked.role !== 'contact' || !asked.contactKey || !asked.fingerprint) return { person };
  return { person, contact: await openOffice(place, root, asked) };
}

/** What an act can name (the catalogue's limit). */
const MOST_ADMINISTRATORS = 20;

/** The root names the visitor beside the administrators there are; where there are too many, the earliest make room. */
async function nameAdministrator(place: Place, root: Hand, person: string): Promise<void> {
  const path = { participant: root.participant };
  const house = dataOf(
    await place.connection.api.GET('/api/participants/{participant}', { params: { path } }),
  );
  const named = house.people.filter((p) => p.administrator && !p.removed).map((p) => p.person);
  const administrators = [...named.slice(1 - MOST_ADMINISTRATORS), person];
  await setAdministrators(place, root, administrators, Math.max(1, house.threshold));
}

let last: Promise<void> = Promise.resolve();

/** Each act names the whole set: two visitors at once would leave one of them out. */
function inTurn(step: () => Promise<void>): Promise<void> {
  const next = last.then(step);
  last = next.catch(() => {});
  return next;
}

async function openOffice(place: Place, root: Hand, asked: SeatRequest): Promise<string> {
  const { contact } = await nominate(place, root, {
    contact: newId('con'),
    class: 'technical',
    roster: [asked.person],
    fields: {
      institution: {
        value: `Visitor’s office (fictitious), ${asked.participant.toUpperCase()}`,
        readers: 'participants',
      },
      emails: { value: [`visitor@${asked.participant}.example`], readers: 'participants' },
      languages: { value: ['en'], readers: 'participants' },
    },
  });
  const session = await ed25519Signer(new Uint8Array(randomBytes(32)));
  const { connection } = await signIn(connect(place.connection.url), place.trust, root, session, 1);
  const key = { contact, publicKey: fromBase64url(asked.contactKey!), fingerprint: asked.fingerprint! };
  await certifyKey(place, connection, root, key);
  return contact;
}
