import { randomBytes } from 'node:crypto';
import { timestampRequest, tokenIn } from '@comity/dossier/timestamp';

/** How long an authority may take, and how large an answer it may give. */
const PATIENCE = 10_000;
const LARGEST = 64 * 1024;

/**
 * Asks a timestamp authority (RFC 3161 over HTTP) for a token. A dossier is made without one where the authority does
 * not answer, refuses, or answers something else: undefined, and the failure is told.
 */
export const stampsFrom =
  (url: string, onFailure: (error: unknown) => void) =>
  async (imprint: Uint8Array): Promise<Uint8Array | undefined> => {
    try {
      const nonce = randomBytes(16);
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
        headers: { 'content-type': 'application/timestamp-query' },
        body: new Uint8Array(timestampRequest(imprint, nonce)),
      });
      if (!answer.ok) throw new Error(`The timestamp authority answered ${answer.status}.`);
      return tokenIn(await atMost(answer), imprint, nonce);
    } catch (error) {
      onFailure(error);
      return undefined;
    }
  };

async function atMost(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > LARGEST) throw new Error('The answer of the timestamp authority is too large.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
