import {
  type AnyAct,
  type DataOf,
  type DirectoryList,
  emptyList,
  type FieldOpening,
  type ListStep,
  listAfter,
  newId,
  readManifest,
} from '@comity/acts';
import { commitFields, dataOf, type Prepared, putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { generateContactKey, generateHybridKey } from '@comity/seal';
import { type Body, byRoot, type Member, placeAll } from './members.ts';

type DirectoryAct = 'directory.contact-nominated' | 'directory.contact-amended' | 'directory.key-certified';
type Fields = DataOf<'directory.contact-amended'>['fields'];

/** Gives every State `each` more contacts, each with a key of its own, and with its post-quantum half if asked for. */
export async function openOffices(body: Body, each: number, hybrid = false): Promise<void> {
  for (const m of body.members) m.list = await readList(body, m);
  for (let i = 0; i < each; i++) {
    const lots = await Promise.all(body.members.map((m) => office(body, m, hybrid)));
    const nominated = lots.map((lot) => lot.nominated);
    await placeAll(body, nominated);
    for (const [n, { uploads }] of lots.entries())
      for (const bytes of uploads)
        await putBlob(body.members[n]!.session!.connection, sha256Hex(bytes), bytes);
    const certified = lots.map((lot) => lot.certified);
    await placeAll(body, certified);
  }
}

/** The story gave two States a contact already: their lists go on from there. */
async function readList({ connection }: Body, { participant }: Member): Promise<DirectoryList> {
  const params = { path: { participant } };
  const held = dataOf(await connection.api.GET('/api/directory/lists/{participant}', { params }));
  return held.bytes && held.seq > 0 ? readManifest(utf8(held.bytes)).list : emptyList();
}

async function office(body: Body, m: Member, withHalf: boolean) {
  const contact = newId('con');
  const { publicKey, privateKey, fingerprint } = await generateContactKey({ at: new Date().toISOString() });
  const half = withHalf ? utf8((await generateHybridKey()).recipient) : undefined;
  const { fields, openings } = describe(contact, m.participant, 0);
  const described = { contact, class: 'technical' as const, roster: [m.person], fields };
  const nominated = await change(body, m, 'directory.contact-nominated', described, openings);
  const key = { alg: 'openpgp' as const, blob: blobOf(publicKey), fingerprint };
  const hybrid = half && { alg: 'age-hybrid' as const, blob: blobOf(half) };
  const certified = await change(body, m, 'directory.key-certified', {
    ...{ contact, key },
    ...(hybrid ? { hybrid } : {}),
  });
  m.offices.push({ contact, fingerprint, privateKey, version: certified.id });
  return { nominated, certified, uploads: [publicKey, ...(half ? [half] : [])] };
}

const blobOf = (bytes: Uint8Array) => ({ sha256: sha256Hex(bytes), size: bytes.length });

/** The next change to the first contact of a State: other hours, the rest committed to anew. Signed by the root. */
export async function amend(body: Body, m: Member, n: number): Promise<Prepared> {
  const office = m.offices[0]!;
  const { contact } = office;
  const { fields, openings } = describe(contact, m.participant, n);
  const described = { contact, class: 'technical' as const, roster: [m.person], fields };
  const amended = await change(body, m, 'directory.contact-amended', described, openings, office.version);
  office.version = amended.id;
  return amended;
}

/** Signs a change to a State's list, and moves the list on. */
async function change<T extends DirectoryAct>(
  body: Body,
  m: Member,
  type: T,
  data: Omit<DataOf<T>, 'list'>,
  openings: readonly FieldOpening[] = [],
  base?: string,
): Promise<Prepared> {
  const draft = { type, data, actor: { participant: m.participant } } as unknown as AnyAct;
  const state = { id: body.trust.body, directory: new Map([[m.participant, m.list]]) };
  m.list = listAfter(state, draft, '');
  const { seq, manifest, previous } = m.list;
  const list: ListStep = { seq, manifest: manifest!, ...(previous ? { previous } : {}) };
  return byRoot(body, m, type, { ...data, list } as DataOf<T>, openings, base);
}

function describe(contact: string, participant: string, n: number) {
  const readers = 'participants' as const;
  const { fields, openings } = commitFields(contact, {
    institution: { value: `National CERT of ${participant} (fictitious)`, readers },
    role: { value: 'Incident response', readers },
    emails: { value: [`cert@${participant}.example`], readers },
    telephones: { value: ['+999 555 0100'], readers },
    languages: { value: ['en', 'fr'], readers },
    hours: { value: `24/7, shift ${n}`, readers },
    name: { value: `Officer on duty, ${participant}`, readers: 'own' },
  });
  return { fields: fields as Fields, openings };
}
