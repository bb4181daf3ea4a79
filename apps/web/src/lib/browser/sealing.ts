import type { Verifier } from '@comity/log';
import type {
  CiphertextKey,
  ContactKey,
  HybridPair,
  NewContactKey,
  Opened,
  OpenInput,
  PublicKeyFacts,
  Sealed,
  SealInput,
} from '@comity/seal';

/**
 * What seals and opens is the largest thing a browser is sent. It lives in one worker, so that it travels once, whatever
 * is first done with it, and the page stays alive meanwhile. What a task has to ask the page is named here too.
 */
export interface Tasks {
  seal: {
    takes: Omit<SealInput, 'onProgress'>;
    gives: Sealed;
    asks: Required<Pick<SealInput, 'onProgress'>>;
  };
  open: {
    takes: Omit<OpenInput, 'findSigner' | 'senderKey'>;
    gives: Opened;
    asks: Required<Pick<OpenInput, 'findSigner' | 'senderKey'>>;
  };
  generate: { takes: NewContactKey; gives: ContactKey; asks: NoQuestions };
  generateHybrid: { takes: undefined; gives: HybridPair; asks: NoQuestions };
  takeKey: {
    takes: { ciphertext: Uint8Array; own: OwnKeys; now: string };
    gives: CiphertextKey;
    asks: NoQuestions;
  };
  drill: { takes: DrillWish; gives: Drilled; asks: NoQuestions };
  inspect: { takes: { bytes: Uint8Array; now: string }; gives: PublicKeyFacts; asks: NoQuestions };
  fromArmor: { takes: string; gives: Uint8Array; asks: NoQuestions };
  hybrid: { takes: Uint8Array; gives: string; asks: NoQuestions };
  verify: { takes: Record<'key' | 'message' | 'signature', Uint8Array>; gives: boolean; asks: NoQuestions };
}
type NoQuestions = Readonly<Record<never, never>>;
/** What opens messages of a seat. */
type OwnKeys = Pick<OpenInput['me'], 'keys' | 'hybrid'>;

/** A recovery key to be opened, and whose it should be. */
export interface DrillWish {
  readonly text: string;
  readonly own: { readonly body: string; readonly participant: string };
  readonly opening: { readonly code: string } | { readonly sheets: readonly [string, string] };
  readonly at: string;
}
export interface Drilled {
  readonly outcome: 'passed' | 'failed' | 'no-file' | 'foreign';
  readonly fingerprint?: string;
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}
export type Answered = { readonly value: unknown } | { readonly failure: Failure };
export type FromPage =
  | { readonly call: number; readonly task: keyof Tasks; readonly input: unknown }
  | { readonly answers: number; readonly answer: Answered };
export type FromWorker = { readonly call: number; readonly answer: Answered } | Question;
interface Question {
  readonly call: number;
  readonly ask: number;
  readonly what: string;
  readonly given: unknown;
}

interface Call {
  readonly asks: Readonly<Record<string, (given: never) => unknown>>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
const calls = new Map<number, Call>();
let worker: Worker | undefined;
let last = 0;

function begin(): Worker {
  const begun = new Worker(new URL('./seal.worker.ts', import.meta.url), { type: 'module' });
  begun.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    const call = calls.get(data.call);
    if (!call) return;
    if ('ask' in data) void answer(begun, call, data);
    else {
      calls.delete(data.call);
      if ('failure' in data.answer) call.reject(errorOf(data.answer.failure));
      else call.resolve(data.answer.value);
    }
  };
  // It could not be fetched, or broke: nothing it was asked for comes, and the next call begins another.
  begun.onerror = (event) => {
    worker = undefined;
    begun.terminate();
    for (const { reject } of calls.values())
      reject(new TypeError(event.message || 'Failed to fetch the worker.'));
    calls.clear();
  };
  return begun;
}

async function answer(to: Worker, { asks }: Call, { ask, what, given }: Question): Promise<void> {
  const say = (answered: Answered) => to.postMessage({ answers: ask, answer: answered } satisfies FromPage);
  try {
    say({ value: await asks[what]!(given as never) });
  } catch (error) {
    const { code = 'client.unreachable', message, status } = error as Failure;
    say({ failure: { code, message, ...(status === undefined ? {} : { status }) } });
  }
}

const errorOf = ({ message, ...rest }: Failure): Error => Object.assign(new Error(message), rest);

/** Has the worker do something. Throws what the package throws: an error with its code. */
function inWorker<T extends keyof Tasks>(
  task: T,
  input: Tasks[T]['takes'],
  asks: Tasks[T]['asks'],
): Promise<Tasks[T]['gives']> {
  worker ??= begin();
  const call = ++last;
  return new Promise((resolve, reject) => {
    calls.set(call, { asks: asks as Call['asks'], resolve: resolve as Call['resolve'], reject });
    worker!.postMessage({ call, task, input } satisfies FromPage);
  });
}

export const sealHere = (input: Tasks['seal']['takes'], onProgress: Tasks['seal']['asks']['onProgress']) =>
  inWorker('seal', input, { onProgress: (progress) => void onProgress(progress) });
export const openHere = ({ findSigner, senderKey, ...input }: OpenInput) =>
  inWorker('open', input, { findSigner, senderKey: async () => senderKey?.() });
export const generateHere = (wish: NewContactKey) => inWorker('generate', wish, {});

export const takeKeyHere = (ciphertext: Uint8Array, own: OwnKeys) =>
  inWorker('takeKey', { ciphertext, own, now: new Date().toISOString() }, {});

export const drillHere = (wish: DrillWish) => inWorker('drill', wish, {});

export const generateHybridHere = () => inWorker('generateHybrid', undefined, {});

/** What reading a key needs. */
export interface KeyReading {
  readonly inspect: (bytes: Uint8Array, now: string) => Promise<PublicKeyFacts>;
  readonly fromArmor: (text: string) => Promise<Uint8Array>;
  /** The post-quantum half, from the bytes that a State certified. */
  readonly hybrid: (bytes: Uint8Array) => Promise<string>;
  readonly verify: Verifier;
}
export const keysHere: KeyReading = {
  inspect: (bytes, now) => inWorker('inspect', { bytes, now }, {}),
  fromArmor: (text) => inWorker('fromArmor', text, {}),
  hybrid: (bytes) => inWorker('hybrid', bytes, {}),
  verify: (key, message, signature) => inWorker('verify', { key, message, signature }, {}),
};
