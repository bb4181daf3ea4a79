import { newId, newSalt } from '@comity/acts';
import { act, connect, type Hand, putBlob, signIn } from '@comity/client';
import { canonicalBytes, ed25519Signer, fromHex, sha256Hex } from '@comity/log';
import { readRoots } from './house.ts';

const DAY = 86_400_000;

/** A participant of a house, by the name of that house. */
interface Importer {
  readonly url: string;
  readonly own?: string;
  readonly by: string;
}

/** The root of a State imports a list with an office of another State, for these readers. */
export async function importList(
  { url, own, by }: Importer,
  state: string,
  readers: readonly string[],
): Promise<string> {
  const { body, key } = (await (await fetch(`${url}/about.json`)).json()) as { body: string; key: string };
  const root: Hand = { participant: by, signer: await ed25519Signer(fromHex((await readRoots(own))[by]!)) };
  const session = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  const { connection } = await signIn(connect(url), { body, key }, root, session, 1);
  const regional = newId('lst');
  const office = {
    ...{ state, class: 'technical', fingerprint: 'ab12'.repeat(10) },
    fields: { institution: 'Regional CERT desk', telephones: ['+00 999 111'], hours: '24/7' },
  };
  const bytes = canonicalBytes({ v: 1, regional, salt: newSalt(), contacts: [office] });
  const file = { sha256: sha256Hex(bytes), size: bytes.length };
  await putBlob(connection, file.sha256, bytes);
  const data = {
    ...{ regional, file, contacts: 1, readers, expires: new Date(Date.now() + 30 * DAY).toISOString() },
    names: { ar: 'قائمة المنطقة', en: 'List of the region' },
    terms: { ar: 'للاستخدام العاجل فقط.', en: 'Urgent use only.' },
    asOf: new Date().toISOString().slice(0, 10),
  };
  await act(connect(url), { body, key }, root, 'directory.list-imported', data as never, { offline: true });
  return regional;
}
