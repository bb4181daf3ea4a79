import {
  cosignaturesIn,
  formatSignature,
  fromUtf8,
  type Note,
  type PolicyWitness,
  parseNote,
  parseWitnessedSize,
  platformVerifiers,
  SIZE_TYPE,
  sha256Hex,
  utf8,
  verifyCosignature,
} from '@comity/log';

/** What a witness answers to a checkpoint. */
export type Answer =
  | { readonly kind: 'cosigned'; readonly line: string; readonly seconds: number }
  /** It has seen another size than we said. */
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'refused'; readonly says: string };

/** Milliseconds for a whole conversation: what is slower counts as unanswered. */
const PATIENCE = 5000;
/** Nobody has more to say. */
const LIMIT = 64 * 1024;

const ed25519 = platformVerifiers.ed25519!;
const at = (url: string, path: string) => `${url.replace(/\/+$/, '')}/${path}`;

/** Sends `POST /add-checkpoint`. Throws where nobody answers in time, or not as a witness does. */
export async function postCheckpoint(
  { url, key }: PolicyWitness,
  note: Note,
  body: string,
  stopped: AbortSignal,
): Promise<Answer> {
  const { status, type, text } = await exchange(
    at(url!, 'add-checkpoint'),
    { method: 'POST', body },
    stopped,
  );
  if (status === 409 && type === SIZE_TYPE) {
    const size = parseWitnessedSize(text);
    if (size !== undefined) return { kind: 'size', size };
  }
  if (status !== 200) return { kind: 'refused', says: `answered ${status}: ${text.slice(0, 200).trim()}` };
  const [line] = await cosignaturesIn(text, note, key, ed25519);
  if (!line) return { kind: 'refused', says: 'answered without a good cosignature of its key' };
  const alone = { text: note.text, signatures: [line] };
  const seconds = (await verifyCosignature(alone, key.name, key.publicKey, ed25519))!;
  return { kind: 'cosigned', line: formatSignature(line), seconds };
}

/** What the witness shows monitors of a log: the note is as it came, nothing of it is verified. */
export async function fetchSeen(
  { url }: PolicyWitness,
  origin: string,
  stopped: AbortSignal,
): Promise<Note | undefined> {
  const { status, text } = await exchange(at(url!, `${sha256Hex(utf8(origin))}/checkpoint`), {}, stopped);
  return status === 200 ? parseNote(utf8(text)) : undefined;
}

async function exchange(url: string, init: RequestInit, stopped: AbortSignal) {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE)]);
  // An address that leads elsewhere is not the one that the policy names.
  const answer = await fetch(url, { ...init, signal, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMIT) throw new Error('The witness answers without end.');
  }
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim();
  return { status: answer.status, type, text: fromUtf8(Buffer.concat(chunks)) };
}
