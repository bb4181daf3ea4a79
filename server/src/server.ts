import { join } from 'node:path';
import { requireAccess } from './access.ts';
import { sayDetail } from './details/index.ts';
import type { House } from './house.ts';
import { readHostKey, readPushKey } from './keys.ts';
import { keepMail } from './mail.ts';
import { pages } from './pages.ts';
import {
  buildHttp,
  type Config,
  type Database,
  type Http,
  joinErrors,
  keepHeapSmall,
  migrate,
  migrateJobs,
  openDatabase,
  PdfPress,
  platformError,
  platformErrors,
  platformMigrations,
  type RunningJobs,
  startJobs,
} from './platform/index.ts';
import { problemPages } from './problems.ts';
import { asidesMigrations } from './rooms/asides/index.ts';
import { clearanceApi, clearanceError, clearanceMigrations } from './rooms/clearance/index.ts';
import { consultationsApi, consultationsError, keepConsultations } from './rooms/consultations/index.ts';
import { custodyApi, custodyError, custodyMigrations, keepCustody } from './rooms/custody/index.ts';
import {
  decisionsApi,
  decisionsError,
  decisionsHandlers,
  decisionsJobs,
  decisionsMigrations,
  keepRunning,
  streamsBeside,
} from './rooms/decisions/index.ts';
import {
  Directory,
  directoryApi,
  directoryError,
  directoryHandlers,
  directoryMigrations,
  dutyApi,
  keepCare,
  keepDuty,
  keepLists,
  listsApi,
} from './rooms/directory/index.ts';
import {
  Comparer,
  comparisonsApi,
  documentsApi,
  documentsError,
  documentsHandlers,
  documentsMigrations,
  formsApi,
  keepDigests,
  keepTexts,
  papersApi,
  readingsApi,
  searchesApi,
  searchesJobs,
  textsApi,
} from './rooms/documents/index.ts';
import {
  answersApi,
  exchangeApi,
  exchangeError,
  exchangeHandlers,
  exchangeJobs,
  exchangeMigrations,
  keepNotices,
  keepPings,
  ladderApi,
  missionsOf,
  noiseApi,
  pingsApi,
  pushesApi,
  ringsApi,
  settleNotices,
  typesApi,
} from './rooms/exchange/index.ts';
import { exercisesApi, exercisesError, exercisesMigrations } from './rooms/exercises/index.ts';
import {
  negotiationApi,
  negotiationError,
  negotiationHandlers,
  negotiationMigrations,
} from './rooms/negotiation/index.ts';
import {
  assertSignedIn,
  isInForce,
  keyBoxApi,
  peopleApi,
  peopleError,
  peopleHandlers,
  peopleMigrations,
  visitorOf,
} from './rooms/people/index.ts';
import {
  acceptHead,
  type DossierTools,
  dossiersApi,
  followPolicy,
  type Gate,
  headFile,
  importBody,
  keepEpochs,
  keepFinding,
  keepTree,
  keepWitnesses,
  type Moved,
  type Moving,
  openBody,
  type PolicySource,
  Record,
  recordApi,
  recordError,
  recordEvents,
  recordHandlers,
  recordMigrations,
  sequence,
} from './rooms/record/index.ts';
import { stampsFrom } from './timestamps.ts';
import { mountPages, type Pages } from './web.ts';

/** In the order of the arrows: a room's tables may point at those of rooms before it. */
export const MIGRATIONS = [
  platformMigrations,
  recordMigrations,
  peopleMigrations,
  directoryMigrations,
  exchangeMigrations,
  documentsMigrations,
  decisionsMigrations,
  clearanceMigrations,
  custodyMigrations,
  negotiationMigrations,
  exercisesMigrations,
  asidesMigrations,
];
const ERRORS = [
  recordError,
  peopleError,
  directoryError,
  exchangeError,
  documentsError,
  decisionsError,
  clearanceError,
  consultationsError,
  custodyError,
  negotiationError,
  exercisesError,
].map((e) => e.table);
/** Every code there is. */
export const ERROR_TABLE = joinErrors(platformErrors, ...ERRORS);
const HANDLERS = {
  ...recordHandlers,
  ...peopleHandlers,
  ...directoryHandlers,
  ...exchangeHandlers,
  ...documentsHandlers,
  ...decisionsHandlers,
  ...negotiationHandlers,
};
export const API = { title: 'Comity', version: '1' };

export interface HouseOptions {
  readonly clock?: () => number;
  readonly onFailure?: (what: string, error: unknown) => void;
  readonly log?: { write(line: string): void };
  /** What dossiers may use: a page that verifies itself, a timestamp authority. */
  readonly dossiers?: DossierTools;
  /** The built pages; without them `/` leads to the reference of the API. */
  readonly pages?: Pages;
  /** What an application adds of its own: the seats of a demonstration, for example. */
  readonly extend?: (app: Http, record: Record) => void;
  /** Begin to keep the head of the log anew, where the file that says how far it was signed was lost. */
  readonly acceptHead?: boolean;
}

/** Opens database and record. The body may not be founded yet. */
export async function openHouse(config: Config, options: HouseOptions = {}): Promise<House> {
  const host = await readHostKey(config.dataFolder);
  const database = await openDatabase(config);
  try {
    await migrate(database, MIGRATIONS);
    await migrateJobs(database);
    const policy = await followPolicy(config.witnesses ?? join(config.dataFolder, 'witnesses.policy'), {
      required: config.witnesses !== undefined,
      onFailure: (error) => options.onFailure?.('witnesses', error),
    });
    const record = makeRecord(database, host, headFile(config.head), { ...options, policy });
    await openBody(record);
    return { config, database, record };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

export const makeRecord = (
  database: Database,
  host: Record['host'],
  head: Record['head'],
  { clock, policy }: HouseOptions & { readonly policy?: PolicySource } = {},
): Record =>
  new Record({
    ...{ database, host, head, handlers: HANDLERS },
    ...(clock ? { clock } : {}),
    ...(policy ? { policy } : {}),
  });

/** Brings in a body that another host kept; bundles were verified before. The data folder holds none so far. */
export const moveIn = (record: Record, moving: Omit<Moving, 'settle'>): Promise<Moved> =>
  importBody(record, { ...moving, settle: (tx, size) => settleNotices(tx, size, record.clock()) });

export interface Running {
  readonly app: Http;
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a founded body: routes, tree, jobs, live events. */
export async function serve(house: House, options: HouseOptions = {}): Promise<Running> {
  const { record, config } = house;
  const heap = keepHeapSmall();
  const failed = (what: string) => (error: unknown) => options.onFailure?.(what, error);
  const witnesses = keepWitnesses(record, { onFailure: failed('witnesses') });
  const { app, stop: stopRoutes } = await begin(house, options, witnesses).catch(async (error) => {
    await witnesses.stop();
    throw error;
  });
  const tree = keepTree(record, { onFailure: failed('tree') });
  const finding = keepFinding(record, { onFailure: failed('finding') });
  const texts = keepTexts(record, { onFailure: failed('texts') });
  const epochs = keepEpochs(record, failed('epochs'));
  const stopPages = async () => {
    await stopRoutes();
    await app.close();
    await epochs.stop();
    await tree.stop();
    await finding.stop();
    await texts.stop();
    await witnesses.stop();
  };
  await listen(app, config).catch(async (error) => {
    await stopPages();
    throw error;
  });
  const url = config.origin ?? urlOf(app, config);
  const outbox = join(config.dataFolder, 'outbox');
  const from = config.mail?.from ?? noticesFrom(url);
  const post = { outbox, from, origin: url, onFailure: failed('notices') };
  const jobs: RunningJobs = await startJobs(
    house.database,
    {
      ...exchangeJobs(record, post, await waysOf(config, post)),
      ...decisionsJobs(record),
      ...searchesJobs(record, post),
    },
    {
      onFailure: options.onFailure ?? (() => {}),
    },
  );
  const notices = keepNotices(record, post);
  const digests = keepDigests(record, post);
  const care = keepCare(record, post, missionsOf);
  const custody = keepCustody(record, post);
  const duty = keepDuty(record, post);
  const consultations = keepConsultations(record, post);
  const lists = keepLists(record, failed('lists'));
  const pings = keepPings(new Directory(record), post);
  const mail = keepMail(house, outbox, failed('mail'));
  const alive = keepRunning(record, failed('running'));
  return {
    app,
    url,
    async stop() {
      await jobs.stop();
      await alive.stop();
      await notices.stop();
      await digests.stop();
      await care.stop();
      await custody.stop();
      await duty.stop();
      await consultations.stop();
      await lists.stop();
      await pings.stop();
      await mail.stop();
      await stopPages();
      await house.database.stop();
      heap.stop();
    },
  };
}

/** A database that was restored from a backup is found here, before anything is signed and anybody is answered. */
async function begin(house: House, options: HouseOptions, witnesses: ReturnType<typeof keepWitnesses>) {
  const { record } = house;
  await witnesses.atStart();
  if (options.acceptHead) {
    record.assertUnforked();
    await acceptHead(record);
  }
  await sequence(record);
  return buildApp(house, options);
}

/** Throws `platform.port-in-use` with the next step. */
async function listen(app: Http, { port, host }: Config): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw platformError('port-in-use', {
      detail: `Port ${port} is used by another program. Set PORT to a free one, for example PORT=${port + 1}.`,
    });
  }
}

const waysOf = async ({ hooks, mail, push, dataFolder }: Config, post: { from: string; origin: string }) => ({
  ...{ hooks, isMailed: mail !== undefined },
  ...(push
    ? { pushing: { services: push, key: await readPushKey(dataFolder), subject: subjectOf(post) } }
    : {}),
});

/** Whom the operators of a push service turn to: an address of the web has to be encrypted (RFC 8292, section 2.1). */
const subjectOf = ({ from, origin }: { from: string; origin: string }) =>
  origin.startsWith('https:') ? origin : `mailto:${from}`;

const noticesFrom = (url: string) => {
  const { hostname } = new URL(url);
  return `notices@${hostname === 'localhost' ? 'localhost.example' : hostname}`;
};

function urlOf(app: Http, config: Config): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return `http://${config.host}:${port}`;
}

/** All routes of all rooms on one server that does not listen yet. */
export async function buildApp(house: Pick<House, 'record' | 'config'>, options: HouseOptions = {}) {
  const { record, config } = house;
  const app = await buildHttp({
    errors: ERRORS,
    sayDetail,
    api: API,
    ...(config.origin ? { origin: config.origin } : {}),
    ...(options.log ? { log: options.log } : {}),
  });
  const routes = requireAccess(app);
  app.addHook('onRequest', refuseNul);
  const gate = gateOf(record);
  recordApi(app, record, gate);
  const tools = dossierTools(config, options);
  dossiersApi(app, record, gate, tools);
  const events = await recordEvents(app, record, gate);
  peopleApi(app, record);
  keyBoxApi(app, record);
  const directory = new Directory(record);
  directoryApi(app, record, directory);
  dutyApi(app, record);
  listsApi(app, record);
  exchangeApi(app, record);
  noiseApi(app, record);
  typesApi(app, record);
  ladderApi(app, record);
  ringsApi(app, record, config.hooks ?? []);
  pushesApi(app, record, await pushOffer(config));
  pingsApi(app, directory);
  answersApi(app, record);
  documentsApi(app, record);
  readingsApi(app, record, gate);
  searchesApi(app, record);
  textsApi(app, record);
  const press = new PdfPress();
  formsApi(app, record, press);
  const comparer = new Comparer();
  comparisonsApi(app, record, gate, comparer);
  papersApi(app, record, { press, ...(tools.stamp ? { stamp: tools.stamp } : {}) });
  decisionsApi(app, record);
  clearanceApi(app, record);
  consultationsApi(app, record);
  custodyApi(app, record);
  negotiationApi(app, record);
  exercisesApi(app, record);
  pages(app, house, options.pages === undefined);
  problemPages(app, ERROR_TABLE);
  options.extend?.(app, record);
  if (options.pages) {
    const size = async () => (await record.held.level(record.database.read)).size;
    mountPages(app, options.pages, () => config.origin ?? urlOf(app, config), size);
  }
  const stop = async () => {
    await events.stop();
    await press.close();
    await comparer.close();
  };
  return { app, routes, stop };
}

async function pushOffer({ push, dataFolder }: Config) {
  return push && { services: push, publicKey: (await readPushKey(dataFolder)).publicKey };
}

function dossierTools({ tsa }: Config, { dossiers, onFailure }: HouseOptions): DossierTools {
  const failed = (error: unknown) => onFailure?.('timestamps', error);
  return {
    ...dossiers,
    beside: streamsBeside,
    ...(tsa === undefined ? {} : { stamp: stampsFrom(tsa, failed) }),
  };
}

/** No text in the database holds U+0000, and no name of a file should: such an address leads nowhere. */
async function refuseNul({ url }: { url: string }): Promise<void> {
  if (url.includes('%00')) throw platformError('bad-request', { detail: 'An address holds no U+0000.' });
}

const gateOf = (record: Record): Gate => ({
  find: async (request) => (await visitorOf(record, request))?.participant,
  get: async (request) => {
    const visitor = await visitorOf(record, request);
    assertSignedIn(visitor);
    return visitor.participant;
  },
  follow: async (request) => {
    const visitor = await visitorOf(record, request);
    return () =>
      visitor && isInForce(record.held.now, visitor, record.clock()) ? visitor.participant : undefined;
  },
});
