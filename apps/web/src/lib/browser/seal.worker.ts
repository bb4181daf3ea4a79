import {
  codeFromSheets,
  drillRecovery,
  generateContactKey,
  generateHybridKey,
  inspectPublicKey,
  open,
  openpgpVerifier,
  publicKeyFromArmor,
  readHybridRecipient,
  readRecoveryFile,
  seal,
  takeCiphertextKey,
} from '@comity/seal';
import type { Answered, Drilled, DrillWish, FromPage, FromWorker, Tasks } from './sealing.ts';

/** Asks the page, which can reach the server, while a task waits for the answer. */
type AskPage = (what: string, given: unknown) => Promise<unknown>;

const TASKS: {
  readonly [T in keyof Tasks]: (input: Tasks[T]['takes'], ask: AskPage) => Promise<Tasks[T]['gives']>;
} = {
  seal: (input, ask) => seal({ ...input, onProgress: (progress) => void ask('onProgress', progress) }),
  open: (input, ask) =>
    open({
      ...input,
      findSigner: (fingerprint) => ask('findSigner', fingerprint) as Promise<never>,
      senderKey: () => ask('senderKey', undefined) as Promise<never>,
    }),
  generate: (input) => generateContactKey(input),
  generateHybrid: () => generateHybridKey(),
  drill,
  takeKey: ({ ciphertext, own, now }) => takeCiphertextKey(ciphertext, own, now),
  inspect: ({ bytes, now }) => inspectPublicKey(bytes, now),
  fromArmor: (text) => publicKeyFromArmor(text),
  hybrid: (bytes) => readHybridRecipient(bytes),
  verify: async ({ key, message, signature }) => openpgpVerifier(key, message, signature),
};

/** The code and what it opens never leave this worker. */
async function drill({ text, own, opening, at }: DrillWish): Promise<Drilled> {
  const file = readRecoveryFile(text);
  if (!file) return { outcome: 'no-file' };
  if (file.body !== own.body || file.participant !== own.participant) return { outcome: 'foreign' };
  const code = 'code' in opening ? opening.code : await codeFromSheets(...opening.sheets);
  const passed = await drillRecovery(file, code, at);
  return { outcome: passed ? 'passed' : 'failed', fingerprint: file.fingerprint };
}

const say = (data: FromWorker) => postMessage(data);
const asked = new Map<number, (answer: Answered) => void>();
let asking = 0;

const askPage =
  (call: number): AskPage =>
  async (what, given) => {
    const ask = ++asking;
    const answer = await new Promise<Answered>((resolve) => {
      asked.set(ask, resolve);
      say({ call, ask, what, given });
    });
    asked.delete(ask);
    if ('failure' in answer) throw Object.assign(new Error(answer.failure.message), answer.failure);
    return answer.value;
  };

addEventListener('message', async ({ data }: MessageEvent<FromPage>) => {
  if ('answers' in data) return asked.get(data.answers)?.(data.answer);
  const { call, task, input } = data;
  try {
    say({ call, answer: { value: await TASKS[task](input as never, askPage(call)) } });
  } catch (error) {
    const { code = 'seal.failed', message, status } = error as Error & { code?: string; status?: number };
    say({ call, answer: { failure: { code, message, ...(status === undefined ? {} : { status }) } } });
  }
});
