import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ActType,
  type Authority,
  commitField,
  type DataOf,
  describeKey,
  newId,
  proveKey,
} from '@comity/acts';
import {
  act,
  connect,
  dataOf,
  type Hand,
  putBlob,
  type Receipt,
  signIn,
  type TrustedBody,
} from '@comity/client';
import { ed25519Signer, fromHex, type Signer, sha256Hex, utf8 } from '@comity/log';
import { readRoots } from './house.ts';

const STAGE = join(import.meta.dirname, '../../comity/src/testing/stage.ts');
const FOLDER = tmpdir();

/** A person who acts over the API with a key of their own. */
export type Person = Hand & { readonly person: string };

/** Where people act: a body that is served, and the roots of its participants. */
export interface Ground {
  readonly url: string;
  readonly trust: TrustedBody;
  root(participant: string): Promise<Hand>;
  /** The time of its clock, so many milliseconds from now, as acts write it. */
  at(ms?: number): string;
}

/** A small demonstration body in a process of its own, whose clock a test moves. */
export interface Stage extends Ground {
  /** Of the secretariat, with the authorities for decisions, documents and people. */
  readonly clerk: Person;
  /** Lets so much time pass at once on the clock of the server; it goes on from there. */
  pass(ms: number): Promise<void>;
  /** Has it stand still at an instant. */
  stopAt(instant: string): Promise<void>;
  end(): Promise<void>;
}

interface Ready {
  readonly url: string;
  readonly roots: Readonly<Record<string, string>>;
  readonly clerk: { readonly person: string; readonly seed: string };
}

const signerOf = (seed: string): Promise<Signer> => ed25519Signer(fromHex(seed));
export const newSigner = (): Promise<Signer> => ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));

/** Founds it with these States, each with its root enrolled. End it in `afterAll`. */
export async function openStage(...states: readonly string[]): Promise<Stage> {
  const folder = await mkdtemp(join(FOLDER, 'comity-stage-'));
  // Ours says that this is a test: the pages would be built for development.
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  const child = fork(STAGE, [folder, ...states], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { url, roots, clerk } = await heard<Ready>(child);
  const { body, key } = (await (await fetch(`${url}/about.json`)).json()) as TrustedBody;
  let wound: { readonly ahead: number; readonly at?: number } = { ahead: 0 };
  const now = () => wound.at ?? Date.now() + wound.ahead;
  const wind = async (next: typeof wound) => {
    wound = next;
    child.send(wound);
    await heard(child);
  };
  return {
    ...{ url, trust: { body, key } },
    clerk: { participant: 'secretariat', person: clerk.person, signer: await signerOf(clerk.seed) },
    root: async (participant) => ({ participant, signer: await signerOf(roots[participant]!) }),
    pass: (ms) => wind({ ahead: now() + ms - Date.now() }),
    stopAt: (instant) => wind({ ahead: 0, at: Date.parse(instant) }),
    at: (ms = 0) => new Date(now() + ms).toISOString(),
    async end() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

/** The next message of the process. Throws where it ended instead. */
const heard = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The stage ended before it was up.'));
    child.once('exit', gone).once('message', (message: T) => {
      child.off('exit', gone);
      resolve(message);
    });
  });

/** The demonstration of a test file, with the roots that it holds for everybody. */
export async function groundOf(url: string, own?: string): Promise<Ground> {
  const [roots, about] = await Promise.all([readRoots(own), fetch(`${url}/about.json`)]);
  const { body, key } = (await about.json()) as TrustedBody;
  return {
    ...{ url, trust: { body, key } },
    root: async (participant) => ({ participant, signer: await signerOf(roots[participant]!) }),
    at: (ms = 0) => new Date(Date.now() + ms).toISOString(),
  };
}

/** Signs an act and sends it. A root names no checkpoint: it may never have seen one. */
export const does = <T extends ActType>(
  { url, trust, at }: Ground,
  hand: Hand,
  type: T,
  data: DataOf<T>,
): Promise<Receipt> =>
  act(connect(url), trust, hand, type, data, {
    at: at(),
    ...(hand.person ? {} : { offline: true as const }),
  });

/** A new person of a participant, with these authorities. */
export async function appoint(
  ground: Ground,
  participant: string,
  authorities: readonly Authority[] = ['decisions'],
): Promise<Person> {
  const [root, signer, person] = [await ground.root(participant), await newSigner(), newId('per')];
  const key = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body: ground.trust.body, participant, person }, key, signer);
  const { commitment, opening } = commitField(person, 'name', 'Somebody of the stage');
  const data = { person, key, proof, name: commitment };
  const options = { at: ground.at(), openings: [opening], offline: true } as const;
  await act(connect(ground.url), ground.trust, root, 'people.person-added', data, options);
  await does(ground, root, 'people.authorities-set', { person, authorities: [...authorities].sort() });
  return { participant, person, signer };
}

/** What a browser of this person sends beside each request, so that pages know who reads. */
export async function cookieOf({ url, trust }: Ground, hand: Hand): Promise<string> {
  const { connection } = await signIn(connect(url), trust, hand, await newSigner(), 8);
  return `comity_session=${connection.token}`;
}

/** Puts a file where acts may name it; answers with its SHA-256. */
export async function puts({ url, trust }: Ground, by: Hand, bytes: Uint8Array): Promise<string> {
  const { connection } = await signIn(connect(url), trust, by, await newSigner(), 8);
  const sha256 = sha256Hex(bytes);
  await putBlob(connection, sha256, bytes);
  return sha256;
}

/** Puts words that can be decided on as a mandate, and names them. */
export const mandateOf = async (ground: Ground, by: Hand, words: string) => ({
  kind: 'mandate' as const,
  sha256: await puts(ground, by, utf8(words)),
});

type Opened = DataOf<'decisions.opened'>;
export const opening = (more: Partial<Opened>): Opened => ({
  ...{ procedure: newId('pro'), kind: 'room', layer: 'plenary', disclosure: 'state' },
  subject: { kind: 'motion', motion: 'suspend' },
  ...more,
});

/** The gavel on the entries as they stand. */
export async function gavels(
  stage: Stage,
  by: Hand,
  procedure: string,
  more: Partial<DataOf<'decisions.closed'>> = {},
): Promise<void> {
  const params = { path: { procedure } };
  const { stream } = dataOf(await connect(stage.url).api.GET('/api/procedures/{procedure}', { params }));
  await does(stage, by, 'decisions.closed', { procedure, outcome: 'adopted', ...stream, ...more });
}

/** Elects somebody to preside; the window of the room is passed over. */
export async function elects(
  stage: Stage,
  by: Hand,
  { participant, person }: Pick<Person, 'participant' | 'person'>,
): Promise<void> {
  const subject = { kind: 'office' as const, office: 'chair' as const, participant, person };
  const data = opening({ subject });
  const { procedure } = data;
  await does(stage, by, 'decisions.opened', data);
  await does(stage, by, 'decisions.announced', { procedure, until: stage.at(1500) });
  await stage.pass(1600);
  await gavels(stage, by, procedure, { effect: subject });
}
