import { newId } from '@comity/acts';
import { testId, testSalt } from '@comity/acts/testing';
import { putBlob } from '@comity/client';
import { canonicalBytes, sha256Hex, utf8 } from '@comity/log';
import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Access, requireAccess } from './access.ts';
import { buildHttp } from './platform/index.ts';
import { API } from './server.ts';
import {
  adds,
  does,
  headersOf,
  opens,
  type Sent,
  sealsConsultation,
  sealsControlItem,
  sealsItem,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from './testing/index.ts';

/**
 * The matrix: every route × every visitor × every object. What is expected follows from what the route says it
 * is for and from whose the object is; nothing is listed case by case. A route that is not described here fails.
 */

/** Whom an object is open to: everybody, everybody who signed in, these participants; or it does not exist. */
type Audience = 'everybody' | 'participants' | readonly string[] | 'absent';
interface Thing {
  readonly what: string;
  readonly url: string;
  readonly audience: Audience;
  /** Where the answer to whoever may is not 200. */
  readonly success?: number;
  readonly payload?: Buffer;
  /** Of the payload; a file unless it says otherwise. */
  readonly type?: string;
}

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
/** `own` runs between alpha and carla, `foreign` between bravo and carla: alpha is no party to it. */
let own: Sent;
let foreign: Sent;
/** What alpha clears among its own people. */
let clearance: string;
/** What alpha plans. */
let exercise: string;
let consultation: string;
const visitors = new Map<string, { headers: object; participant: string | undefined }>();
const things = new Map<string, readonly Thing[]>();
const UPLOAD = utf8('uploaded and not yet named');
const PAPER = utf8('A paper, as it was printed');

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  own = await sends(body, alpha, [carla]);
  foreign = await sends(body, bravo, [carla]);
  const draft = await sealsItem(body, alpha);
  await alpha.reader.api.POST('/api/clearances', { body: draft.posted });
  clearance = draft.clearance;
  const plan = await sealsControlItem(body, alpha);
  await alpha.reader.api.POST('/api/exercises', { body: plan.posted });
  exercise = plan.exercise;
  const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  const registration = { document: testId('doc', 'one'), titles: { en: 'One' }, source: 'archive' as const };
  const desk = await opens(body, clerk);
  await putBlob(desk.connection, sha256Hex(PAPER), PAPER);
  const file = { sha256: sha256Hex(PAPER), size: PAPER.length, media: 'application/pdf' };
  await does(body, clerk, 'documents.registered', {
    ...{ ...registration, files: { en: file }, symbol: 'A/BODY/2027/1' },
  });
  await does(body, clerk, 'documents.initiative-recorded', {
    ...{ initiative: testId('ini', 'one'), titles: { en: 'One' }, documents: [testId('doc', 'one')] },
    ...{ presented: '2026-03-04', participants: ['alpha'] },
  });
  await does(body, alpha.root, 'decisions.opened', {
    ...{ procedure: testId('pro', 'one'), kind: 'room', layer: 'plenary', disclosure: 'state' },
    subject: { kind: 'motion', motion: 'suspend' },
  });
  const aside = await sealsConsultation(body, alpha, { about: testId('pro', 'one'), to: [alpha, bravo] });
  await alpha.reader.api.POST('/api/consultations', { body: aside.posted });
  consultation = aside.consultation;
  await putBlob(alpha.reader, sha256Hex(UPLOAD), UPLOAD);
  await importsList();
  await meet(clerk);
  await body.publish();
  for (const [route, list] of Object.entries(describeThings())) things.set(route, list);
});
afterAll(() => body.stop());

/** A regional list that alpha imports for bravo; what stands in it is the office of carla, as somebody else has it. */
const REGIONAL = testId('lst', 'region');
const LISTED = {
  telephone: '+00 999 111 222',
  email: 'elsewhere@regional.example',
  fingerprint: 'ab12'.repeat(10),
};
const LIST = canonicalBytes({
  ...{ v: 1, regional: REGIONAL, salt: testSalt('list') },
  contacts: [
    {
      ...{ state: 'carla', class: 'technical', fingerprint: LISTED.fingerprint },
      fields: { emails: [LISTED.email], telephones: [LISTED.telephone] },
    },
  ],
});
async function importsList(): Promise<void> {
  await putBlob(alpha.reader, sha256Hex(LIST), LIST);
  await does(body, alpha.officer, 'directory.list-imported', {
    ...{ regional: REGIONAL, names: { en: 'Region' }, terms: { en: 'For urgent use.' }, readers: ['bravo'] },
    ...{ file: { sha256: sha256Hex(LIST), size: LIST.length }, contacts: 1 },
    ...{ asOf: body.clock.at().slice(0, 10), expires: body.clock.at(86_400_000) },
  });
}

/** Those who come: nobody, a person of another State, a person of the State, its root, the secretariat, somebody removed. */
async function meet(clerk: Parameters<typeof opens>[1]): Promise<void> {
  const removed = await adds(body, alpha.officer, 'removed', { authorities: ['exchange'] });
  const ended = await opens(body, removed);
  await does(body, alpha.officer, 'people.person-removed', { person: removed.person });
  const root = await opens(body, alpha.root);
  const secretariat = await opens(body, clerk);
  visitors.set('nobody', { headers: {}, participant: undefined });
  visitors.set('a person of another State', { headers: headersOf(bravo.reader), participant: 'bravo' });
  visitors.set('a person of the State', { headers: headersOf(alpha.reader), participant: 'alpha' });
  visitors.set('the root of the State', { headers: headersOf(root.connection), participant: 'alpha' });
  visitors.set('the secretariat', { headers: headersOf(secretariat.connection), participant: 'secretariat' });
  visitors.set('a removed person', { headers: headersOf(ended.connection), participant: undefined });
  visitors.set('a forged token', {
    headers: { authorization: `Bearer ${'A'.repeat(43)}` },
    participant: undefined,
  });
}

const open = (url: string, success = 200): Thing[] => [{ what: 'it', url, audience: 'everybody', success }];
const each = (of: Record<string, [url: string, audience: Audience]>): Thing[] =>
  Object.entries(of).map(([what, [url, audience]]) => ({ what, url, audience }));

const asJson = (value: object) => ({
  ...{ type: 'application/json', payload: Buffer.from(JSON.stringify(value)) },
});

/** Every object there is to ask for, by route: one's own, another's, one that is not there. */
function describeThings(): Record<string, readonly Thing[]> {
  const founding = body.trust.body;
  const contact = (state: TestState) => `/api/directory/contacts/${state.contact}`;
  const acts = (tail: string) =>
    each({
      own: [`/api/acts/${own.receipt.act}${tail}`, ['alpha', 'carla']],
      foreign: [`/api/acts/${foreign.receipt.act}${tail}`, ['bravo', 'carla']],
      public: [`/api/acts/${founding}${tail}`, 'everybody'],
      absent: [`/api/acts/${'0'.repeat(64)}${tail}`, 'absent'],
    });
  return {
    'POST /api/acts': [{ what: 'junk', url: '/api/acts', audience: 'everybody', success: 400 }],
    'GET /api/acts': open('/api/acts'),
    'GET /api/acts/:act': acts(''),
    'GET /api/acts/:act/proof': acts('/proof'),
    'GET /api/acts/:act/leaf': acts('/leaf'),
    'GET /api/acts/:act/grounds': acts('/grounds'),
    'GET /api/bundle': open('/api/bundle'),
    'GET /api/dossiers/streams/*': each({
      own: ['/api/dossiers/streams/participant/alpha', 'everybody'],
      'own, opened': ['/api/dossiers/streams/participant/alpha?opened=yes', 'everybody'],
      exchange: ['/api/dossiers/streams/exchange', 'absent'],
      absent: ['/api/dossiers/streams/participant/atlantis', 'absent'],
    }),
    'GET /api/dossiers/acts/:act': each({
      own: [`/api/dossiers/acts/${own.receipt.act}`, 'absent'],
      foreign: [`/api/dossiers/acts/${foreign.receipt.act}`, 'absent'],
      public: [`/api/dossiers/acts/${founding}`, 'everybody'],
      absent: [`/api/dossiers/acts/${'0'.repeat(64)}`, 'absent'],
    }),
    'GET /api/events': open('/api/events'),
    'PUT /api/blobs/:sha256': [
      {
        what: 'a file',
        url: `/api/blobs/${sha256Hex(UPLOAD)}`,
        audience: 'participants',
        success: 204,
        payload: Buffer.from(UPLOAD),
      },
    ],
    'GET /api/blobs/:sha256': each({
      own: [`/api/blobs/${own.sealed.sha256}`, ['alpha', 'carla']],
      foreign: [`/api/blobs/${foreign.sealed.sha256}`, ['bravo', 'carla']],
      uploaded: [`/api/blobs/${sha256Hex(UPLOAD)}`, [...uploaders]],
      regional: [`/api/blobs/${sha256Hex(LIST)}`, ['alpha', 'bravo']],
      public: [`/api/blobs/${sha256Hex(bravo.key.publicKey)}`, 'everybody'],
      absent: [`/api/blobs/${'0'.repeat(64)}`, 'absent'],
    }),
    'GET /api/certificates/:sha256': each({
      own: [`/api/certificates/${alpha.session.session}`, ['alpha', 'carla']],
      foreign: [`/api/certificates/${bravo.session.session}`, ['bravo', 'carla']],
      absent: [`/api/certificates/${'0'.repeat(64)}`, 'absent'],
    }),
    'GET /api/openings': [{ what: 'the own openings', url: '/api/openings', audience: 'participants' }],
    'GET /api/witnesses': open('/api/witnesses'),
    'GET /checkpoint': open('/checkpoint'),
    'GET /tile/entries/*': each({
      there: ['/tile/entries/000.p/1', 'everybody'],
      absent: ['/tile/entries/009', 'absent'],
    }),
    'GET /tile/:level/*': each({
      there: ['/tile/0/000.p/1', 'everybody'],
      absent: ['/tile/3/000', 'absent'],
    }),
    'GET /api/participants': open('/api/participants'),
    'GET /api/participants/:participant': each({
      own: ['/api/participants/alpha', 'everybody'],
      foreign: ['/api/participants/bravo', 'everybody'],
      absent: ['/api/participants/atlantis', 'absent'],
    }),
    'GET /api/me': [{ what: 'oneself', url: '/api/me', audience: 'participants' }],
    'GET /api/rules': open('/api/rules'),
    'GET /api/exchange/types': open('/api/exchange/types'),
    'PUT /api/keybox': [
      {
        ...{ what: 'a box', url: '/api/keybox', audience: 'participants', success: 204 },
        ...{ payload: Buffer.from(JSON.stringify(BOX)), type: 'application/json' },
      },
    ],
    'GET /api/keybox': [{ what: 'the own box', url: '/api/keybox', audience: 'participants' }],
    'DELETE /api/keybox': [
      { what: 'the own box', url: '/api/keybox', audience: 'participants', success: 204 },
    ],
    'POST /api/sessions': [{ what: 'junk', url: '/api/sessions', audience: 'everybody', success: 403 }],
    'DELETE /api/sessions': [
      { what: 'no session', url: '/api/sessions', audience: 'everybody', success: 204 },
    ],
    'GET /api/directory/contacts': open('/api/directory/contacts'),
    'GET /api/directory/contacts/:contact': each({
      own: [contact(alpha), 'everybody'],
      foreign: [contact(bravo), 'everybody'],
      absent: [`/api/directory/contacts/${newId('con')}`, 'absent'],
    }),
    'GET /api/directory/contacts/:contact/history': each({
      own: [`${contact(alpha)}/history`, 'everybody'],
      foreign: [`${contact(bravo)}/history`, 'everybody'],
      absent: [`/api/directory/contacts/${newId('con')}/history`, 'absent'],
    }),
    'GET /api/directory/contacts/:contact/channels': each({
      own: [`${contact(alpha)}/channels`, 'participants'],
      foreign: [`${contact(bravo)}/channels`, 'participants'],
      absent: [`/api/directory/contacts/${newId('con')}/channels`, 'absent'],
    }),
    'GET /api/directory/contacts/:contact/duty': each({
      own: [`${contact(alpha)}/duty`, ['alpha']],
      foreign: [`${contact(bravo)}/duty`, ['bravo']],
      absent: [`/api/directory/contacts/${newId('con')}/duty`, 'absent'],
    }),
    ...Object.fromEntries(
      (['PUT', 'DELETE'] as const).map((method) => [
        `${method} /api/directory/contacts/:contact/duty/plan`,
        [
          ['own', contact(alpha), ['alpha']],
          ['foreign', contact(bravo), ['bravo']],
          ['absent', `/api/directory/contacts/${newId('con')}`, 'absent'],
        ].map(([what, at, audience]) => ({
          ...({ what, url: `${at}/duty/plan`, audience, success: 204 } as Thing),
          ...(method === 'PUT' ? asJson(planOf(what === 'foreign' ? bravo : alpha)) : {}),
        })),
      ]),
    ),
    'POST /api/directory/contacts/:contact/duty/handovers': [
      {
        ...{ what: 'absent', url: `/api/directory/contacts/${newId('con')}/duty/handovers` },
        ...{ audience: 'absent', ...asJson({ handover: testId('hdo', 'one'), to: alpha.duty.person }) },
      },
    ],
    'PUT /api/directory/contacts/:contact/duty/handovers/:handover/confirmed': each({
      absent: [
        `/api/directory/contacts/${newId('con')}/duty/handovers/${testId('hdo', 'one')}/confirmed`,
        'absent',
      ],
    }),
    'DELETE /api/directory/contacts/:contact/duty/handovers/:handover': each({
      absent: [`/api/directory/contacts/${newId('con')}/duty/handovers/${testId('hdo', 'one')}`, 'absent'],
    }),
    'POST /api/directory/contacts/:contact/channels': [
      {
        ...{ what: 'a test', url: `${contact(bravo)}/channels` },
        ...{ audience: 'participants', success: 204, type: 'application/json' },
        payload: Buffer.from(
          JSON.stringify({
            ...{ channel: 'emails', value: `${bravo.contact.slice(4, 12)}@cert.example` },
            outcome: 'reached',
          }),
        ),
      },
    ],
    'GET /.well-known/openpgpkey/:domain/policy': open('/.well-known/openpgpkey/cert.example/policy'),
    'GET /.well-known/openpgpkey/:domain/hu/:hash': each({
      absent: [`/.well-known/openpgpkey/cert.example/hu/${'y'.repeat(32)}`, 'absent'],
    }),
    'GET /api/directory/keys/:fingerprint': each({
      own: [`/api/directory/keys/${alpha.key.fingerprint}`, 'everybody'],
      unknown: [`/api/directory/keys/${'0'.repeat(40)}`, 'everybody'],
    }),
    'GET /api/directory/lists/:participant': open('/api/directory/lists/alpha'),
    'GET /api/directory/regional': [
      { what: 'the lists', url: '/api/directory/regional', audience: 'participants' },
    ],
    'GET /api/directory/regional/:regional': each({
      own: [`/api/directory/regional/${REGIONAL}`, ['alpha', 'bravo']],
      absent: [`/api/directory/regional/${testId('lst', 'none')}`, 'absent'],
    }),
    'GET /api/exchange/threads': [
      { what: 'the list', url: '/api/exchange/threads', audience: 'participants' },
    ],
    'GET /api/exchange/threads/:thread': each({
      own: [`/api/exchange/threads/${own.thread}`, ['alpha', 'carla']],
      foreign: [`/api/exchange/threads/${foreign.thread}`, ['bravo', 'carla']],
      absent: [`/api/exchange/threads/${newId('thr')}`, 'absent'],
    }),
    ...Object.fromEntries(
      (['GET', 'PUT', 'DELETE'] as const).map((method) => [
        `${method} /api/exchange/contacts/:contact/quiet`,
        [
          ['own', alpha.contact, ['alpha']],
          ['foreign', bravo.contact, ['bravo']],
          ['absent', newId('con'), 'absent'],
        ].map(([what, contact, audience]) => ({
          ...({ what, url: `/api/exchange/contacts/${contact}/quiet`, audience } as Thing),
          ...(method === 'GET' ? {} : { success: 204 }),
          ...(method === 'PUT' ? asJson({ from: '22:00', to: '06:00', zone: 'Europe/Paris' }) : {}),
        })),
      ]),
    ),
    ...Object.fromEntries(
      (['GET', 'PUT', 'DELETE'] as const).map((method) => [
        `${method} /api/exchange/threads/:thread/muted`,
        [
          ['own', own.thread, ['alpha', 'carla']],
          ['foreign', foreign.thread, ['bravo', 'carla']],
          ['absent', newId('thr'), 'absent'],
        ].map(([what, thread, audience]) => ({
          ...({ what, url: `/api/exchange/threads/${thread}/muted`, audience } as Thing),
          ...(method === 'GET' ? {} : { success: 204 }),
          ...(method === 'PUT' ? asJson({ until: body.clock.at(3_600_000) }) : {}),
        })),
      ]),
    ),
    'GET /api/exchange/ladder': [
      { what: 'one’s own', url: '/api/exchange/ladder', audience: 'participants' },
    ],
    'PUT /api/exchange/ladder': [
      {
        ...{ what: 'one’s own', url: '/api/exchange/ladder', audience: 'participants', success: 204 },
        ...asJson({ alternate: 10, diplomatic: 20, mission: 30 }),
      },
    ],
    'DELETE /api/exchange/ladder': [
      { what: 'one’s own', url: '/api/exchange/ladder', audience: 'participants', success: 204 },
    ],
    'GET /api/exchange/services': [
      { what: 'the list', url: '/api/exchange/services', audience: 'participants' },
    ],
    ...Object.fromEntries(
      (['GET', 'POST'] as const).map((method) => [
        `${method} /api/exchange/contacts/:contact/rings`,
        [
          ['own', alpha.contact, ['alpha']],
          ['foreign', bravo.contact, ['bravo']],
          ['absent', newId('con'), 'absent'],
        ].map(([what, contact, audience]) => ({
          ...({ what, url: `/api/exchange/contacts/${contact}/rings`, audience } as Thing),
          // There is no such service here.
          ...(method === 'POST'
            ? { success: 404, ...asJson({ service: 'none', destination: '+001234567' }) }
            : {}),
        })),
      ]),
    ),
    'POST /api/exchange/contacts/:contact/rings/:ring/code': [
      {
        ...{ what: 'absent', url: `/api/exchange/contacts/${alpha.contact}/rings/rng_none/code` },
        ...{ audience: 'absent' as const, ...asJson({ code: 'ABC' }) },
      },
    ],
    'DELETE /api/exchange/contacts/:contact/rings/:ring': each({
      absent: [`/api/exchange/contacts/${alpha.contact}/rings/rng_none`, 'absent'],
    }),
    'GET /api/exchange/push': [{ what: 'one’s own', url: '/api/exchange/push', audience: 'participants' }],
    'POST /api/exchange/push': [
      {
        // No such service is allowed here.
        ...{ what: 'it', url: '/api/exchange/push', audience: 'absent' },
        ...asJson({ endpoint: 'https://push.example/send/abc' }),
      },
    ],
    'DELETE /api/exchange/push/:push': each({ absent: ['/api/exchange/push/psh_none', 'absent'] }),
    'GET /api/pings/rounds': [{ what: 'the list', url: '/api/pings/rounds', audience: 'participants' }],
    'GET /api/pings/rounds/:round': each({ absent: ['/api/pings/rounds/pin_none', 'absent'] }),
    // Who of the secretariat does not look after the directory may no more than others.
    ...Object.fromEntries(
      (
        [
          ['POST /api/pings/rounds', '/api/pings/rounds', { channels: ['emails'] }],
          ['PUT /api/pings/rounds/:round/state', '/api/pings/rounds/pin_none/state', { state: 'over' }],
          [
            'PUT /api/pings/rounds/:round/message',
            '/api/pings/rounds/pin_none/message',
            { message: 'msg_none' },
          ],
          ['GET /api/pings/rounds/:round/calls', '/api/pings/rounds/pin_none/calls', {}],
          [
            'POST /api/pings/rounds/:round/calls/:ping',
            '/api/pings/rounds/pin_none/calls/png_none',
            { outcome: 'reached' },
          ],
        ] as const
      ).map(([route, url, wish]) => [
        route,
        [{ what: 'it', url, audience: 'participants' as const, success: 403, ...asJson(wish) }],
      ]),
    ),
    'GET /api/pings/answers/:code': each({ absent: ['/api/pings/answers/NONE', 'absent'] }),
    'POST /api/pings/answers': [
      { what: 'a wrong code', url: '/api/pings/answers', audience: 'absent', ...asJson({ code: 'NONE' }) },
    ],
    'GET /api/documents': open('/api/documents'),
    'GET /api/documents/:document': each({
      there: [`/api/documents/${testId('doc', 'one')}`, 'everybody'],
      absent: [`/api/documents/${newId('doc')}`, 'absent'],
    }),
    ...Object.fromEntries(
      ['clock', 'family', 'coverage'].map((about) => [
        `GET /api/documents/:document/${about}`,
        each({
          there: [`/api/documents/${testId('doc', 'one')}/${about}`, 'everybody'],
          absent: [`/api/documents/${newId('doc')}/${about}`, 'absent'],
        }),
      ]),
    ),
    'GET /api/documents/:document/readings': [
      { what: 'one’s own', url: `/api/documents/${testId('doc', 'one')}/readings`, audience: 'participants' },
    ],
    'PUT /api/documents/:document/readings': [
      {
        ...{ what: 'a version', url: `/api/documents/${testId('doc', 'one')}/readings` },
        ...{ audience: 'participants', success: 204, type: 'application/json' },
        payload: Buffer.from(JSON.stringify({ sha256: sha256Hex(PAPER) })),
      },
    ],
    'GET /api/symbols/*': each({
      there: ['/api/symbols/A/BODY/2027/1', 'everybody'],
      absent: ['/api/symbols/A/BODY/2027/2', 'absent'],
    }),
    'GET /api/texts': open('/api/texts?q=word'),
    'GET /api/sessions/:session/papers': each({ absent: ['/api/sessions/1999/papers', 'absent'] }),
    'GET /api/searches': [{ what: 'one’s own', url: '/api/searches', audience: 'participants' }],
    'POST /api/searches': [
      {
        ...{ what: 'a search', url: '/api/searches', audience: 'participants', success: 201 },
        payload: Buffer.from(JSON.stringify({ wanted: { q: 'word' }, language: 'en' })),
      },
    ],
    'DELETE /api/searches/:search': each({ 'not one’s own': ['/api/searches/sea_other', 'absent'] }),
    'PUT /api/searches/:search/digest': [
      {
        ...{ what: 'not one’s own', url: '/api/searches/sea_other/digest', audience: 'absent' },
        ...{ type: 'application/json' },
        payload: Buffer.from(JSON.stringify({ every: 'day', address: 'somebody@alpha.example' })),
      },
    ],
    'DELETE /api/searches/:search/digest': each({
      'not one’s own': ['/api/searches/sea_other/digest', 'absent'],
    }),
    'POST /api/searches/:search/code': [
      {
        ...{ what: 'not one’s own', url: '/api/searches/sea_other/code', audience: 'absent' },
        payload: Buffer.from(JSON.stringify({ code: 'ABC' })),
      },
    ],
    'GET /api/search-feeds/:token': each({ absent: ['/api/search-feeds/nobody', 'absent'] }),
    'GET /api/agreed': each({
      'no text': [`/api/agreed?document=${testId('doc', 'one')}&language=en`, 'absent'],
      absent: [`/api/agreed?document=${newId('doc')}&language=en`, 'absent'],
    }),
    'GET /api/organs': open('/api/organs'),
    'GET /api/document-classes': open('/api/document-classes'),
    'GET /api/initiatives': open('/api/initiatives'),
    'GET /api/initiatives/:initiative': each({
      there: [`/api/initiatives/${testId('ini', 'one')}`, 'everybody'],
      absent: [`/api/initiatives/${newId('ini')}`, 'absent'],
    }),
    'GET /api/rounds': open('/api/rounds'),
    'GET /api/rounds/:round': each({ absent: [`/api/rounds/${newId('rnd')}`, 'absent'] }),
    'GET /api/rounds/:round/compilation': each({
      absent: [`/api/rounds/${newId('rnd')}/compilation`, 'absent'],
    }),
    'GET /api/rounds/:round/syntheses/:synthesis': each({
      absent: [`/api/rounds/${newId('rnd')}/syntheses/${'0'.repeat(64)}`, 'absent'],
    }),
    'GET /api/documents/:document/texts/:language': each({
      'no text': [`/api/documents/${testId('doc', 'one')}/texts/en`, 'absent'],
      absent: [`/api/documents/${newId('doc')}/texts/en`, 'absent'],
    }),
    'GET /api/documents/:document/comparison': each({
      'no text': [
        `/api/documents/${testId('doc', 'one')}/comparison?language=en&before=${sha256Hex(PAPER)}&after=${sha256Hex(PAPER)}`,
        'absent',
      ],
    }),
    'GET /api/clearances': [{ what: 'the list', url: '/api/clearances', audience: 'participants' }],
    'POST /api/clearances': [
      {
        ...{ what: 'an item of nobody’s', url: '/api/clearances', audience: 'participants', success: 400 },
        payload: Buffer.from(JSON.stringify(NOBODYS)),
      },
    ],
    'GET /api/clearances/:clearance': each({
      own: [`/api/clearances/${clearance}`, ['alpha']],
      absent: [`/api/clearances/${newId('thr')}`, 'absent'],
    }),
    'DELETE /api/clearances/:clearance': each({
      absent: [`/api/clearances/${newId('thr')}`, 'absent'],
    }),
    'GET /api/consultations': [{ what: 'the list', url: '/api/consultations', audience: 'participants' }],
    'POST /api/consultations': [
      {
        ...{ what: 'an item of nobody’s', url: '/api/consultations', audience: 'participants', success: 400 },
        payload: Buffer.from(JSON.stringify(NOBODYS_WORDS)),
      },
    ],
    'GET /api/consultations/about/:about': [
      {
        ...{ what: 'a procedure', url: `/api/consultations/about/${testId('pro', 'one')}` },
        audience: 'participants',
      },
    ],
    'GET /api/consultations/:consultation': each({
      own: [`/api/consultations/${consultation}`, ['alpha', 'bravo']],
      absent: [`/api/consultations/${newId('thr')}`, 'absent'],
    }),
    'DELETE /api/consultations/:consultation': each({
      absent: [`/api/consultations/${newId('thr')}`, 'absent'],
    }),
    'GET /api/exercises': [{ what: 'the list', url: '/api/exercises', audience: 'participants' }],
    'GET /api/exercises/threads': [
      { what: 'the list', url: '/api/exercises/threads', audience: 'participants' },
    ],
    'POST /api/exercises': [
      {
        ...{ what: 'an item of nobody’s', url: '/api/exercises', audience: 'participants', success: 400 },
        payload: Buffer.from(JSON.stringify(NOBODYS_PLAN)),
      },
    ],
    'GET /api/exercises/:exercise': each({
      own: [`/api/exercises/${exercise}`, ['alpha']],
      absent: [`/api/exercises/${newId('thr')}`, 'absent'],
    }),
    'DELETE /api/exercises/:exercise': each({
      absent: [`/api/exercises/${newId('thr')}`, 'absent'],
    }),
    'GET /api/directory/calls': [
      { what: 'whom to ring', url: '/api/directory/calls', audience: 'participants' },
    ],
    'GET /api/directory/views': [
      { what: 'of one’s own', url: '/api/directory/views', audience: 'participants' },
    ],
    'GET /api/custody': [{ what: 'one’s own', url: '/api/custody', audience: 'participants' }],
    'PUT /api/custody/rule': [
      {
        ...{ what: 'what nobody may set', url: '/api/custody/rule', audience: 'participants', success: 400 },
        ...asJson({ drillDays: 9999, rotateDays: 9999 }),
      },
    ],
    'POST /api/custody/notes': [
      {
        ...{ what: 'one’s own', url: '/api/custody/notes', audience: 'participants', success: 204 },
        ...asJson({ kind: 'drilled', subject: 'a'.repeat(40) }),
      },
    ],
    'GET /api/custody/contacts/:contact/wraps': [
      {
        ...{ what: 'none', url: `/api/custody/contacts/${alpha.contact}/wraps`, audience: 'participants' },
        success: 204,
      },
    ],
    'PUT /api/custody/contacts/:contact/wraps': [
      {
        ...{ what: 'of nobody', url: `/api/custody/contacts/${NOBODY}/wraps`, audience: 'participants' },
        ...{ success: 400, ...asJson(WRAPS) },
      },
    ],
    'DELETE /api/custody/contacts/:contact/wraps': [
      {
        ...{ what: 'of nobody', url: `/api/custody/contacts/${NOBODY}/wraps`, audience: 'participants' },
        success: 400,
      },
    ],
    'GET /api/procedures': open('/api/procedures'),
    'GET /api/procedures/:procedure': each({
      there: [`/api/procedures/${testId('pro', 'one')}`, 'everybody'],
      absent: [`/api/procedures/${newId('pro')}`, 'absent'],
    }),
    'GET /api/procedures/:procedure/compendium': each({
      there: [`/api/procedures/${testId('pro', 'one')}/compendium`, 'everybody'],
      absent: [`/api/procedures/${newId('pro')}/compendium`, 'absent'],
    }),
    'GET /api/mandates': open('/api/mandates'),
    'GET /api/questions': open('/api/questions'),
    'POST /api/can': [
      {
        ...{ what: 'an act', url: '/api/can', audience: 'participants' },
        payload: Buffer.from(JSON.stringify({ type: 'body.confirmed', data: {} })),
      },
    ],
    'GET /api/negotiations': open('/api/negotiations'),
    ...Object.fromEntries(
      ['', '/can', '/views/:view', '/outcome', '/proposals.docx'].map((about) => [
        `GET /api/negotiations/:document${about}`,
        each({ absent: [`/api/negotiations/${newId('doc')}${NEGOTIATED[about]}`, 'absent'] }),
      ]),
    ),
    'GET /about.json': open('/about.json'),
    'GET /openapi.json': open('/openapi.json'),
    'GET /': open('/', 302),
    'GET /api': open('/api'),
    'GET /reference.css': open('/reference.css'),
    'GET /problems/:code': each({
      there: ['/problems/people.not-allowed', 'everybody'],
      absent: ['/problems/people.none', 'absent'],
    }),
  };
}
const planOf = ({ duty }: TestState) => ({
  ...{ zone: 'UTC', slots: [{ person: duty.person, days: [1, 2, 3], from: '08:00', to: '20:00' }] },
});
const NEGOTIATED: Record<string, string> = {
  '': '',
  '/can': '/can',
  '/views/:view': '/views/rolling',
  '/outcome': `/outcome?proposals=${testId('prp', 'one')}`,
  '/proposals.docx': '/proposals.docx',
};
const NOBODYS = {
  header: {
    ...{ message: testId('msg', 'one'), thread: testId('thr', 'one'), exercise: false },
    from: { participant: 'atlantis', contact: testId('con', 'none') },
    marking: { scheme: 'TLP', label: 'RED' },
  },
  ciphertext: { sha256: 'a'.repeat(64), size: 1 },
  to: [{ participant: 'atlantis', contact: testId('con', 'none'), key: 'a'.repeat(40) }],
};
const NOBODYS_PLAN = {
  header: { ...NOBODYS.header, exercise: true },
  to: NOBODYS.to,
  ciphertext: 'AAAA',
};
const NOBODYS_WORDS = {
  ...NOBODYS_PLAN,
  header: { ...NOBODYS.header, exercise: false },
  ...{ kind: 'group', about: testId('pro', 'one'), nonce: 'A'.repeat(22) },
};
const NOBODY = testId('con', 'none');
const WRAPS = {
  ...{ v: 1, contact: NOBODY, header: NOBODYS.header, ciphertext: 'AAAA', keys: 'AAAA' },
};
const BOX = { v: 1, wraps: [{ by: 'recovery', salt: 'AA', iv: 'AA', box: 'AA' }], keys: [] };
/** Putting a file makes one of those who may read it back: in the matrix everybody who signed in does. */
const uploaders = ['alpha', 'bravo', 'secretariat'];

/** What a visitor must get: from what the route is for, and whom the object is open to. */
function expected(access: Access, thing: Thing, participant: string | undefined): number {
  if (access === 'participant' && participant === undefined) return 401;
  if (thing.audience === 'absent') return 404;
  const isOpen =
    thing.audience === 'everybody' ||
    (participant !== undefined &&
      (thing.audience === 'participants' || thing.audience.includes(participant)));
  // Whoever may not know of it meets what they would meet if it were not there.
  return isOpen ? (thing.success ?? 200) : 404;
}

async function ask(method: string, { url, payload, type: given }: Thing, headers: object): Promise<number> {
  const isWriting = method === 'POST' || method === 'PUT';
  const type = given ?? (method === 'PUT' ? 'application/octet-stream' : 'application/json');
  const reply = await body.app.inject({
    method: method as 'GET',
    url,
    headers: { ...headers, ...(isWriting ? { 'content-type': type } : {}) },
    ...(isWriting ? { payload: payload ?? Buffer.from('{}') } : {}),
    // Live events never end: what counts is how they begin.
    payloadAsStream: true,
  });
  reply.stream().destroy();
  return reply.statusCode;
}

const methodsOf = ({ method }: RouteOptions) => [method].flat();
const routesOf = () =>
  body.routes.flatMap((route) =>
    methodsOf(route).map((method) => ({ method, route, name: `${method} ${route.url}` })),
  );

test('every route is in the matrix, and nothing in it is gone', () => {
  const declared = routesOf().filter(({ method }) => method !== 'HEAD');
  expect(declared.map(({ name }) => name).sort()).toEqual([...things.keys()].sort());
  for (const { route } of declared)
    expect(route.config?.access, route.url).toMatch(/^(public|filtered|participant|signed)$/);
});

describe('whoever asks', () => {
  test('and may read a regional list meets nothing of what stands in it anywhere but in its file', async () => {
    const file = `/api/blobs/${sha256Hex(LIST)}`;
    const where = new Set<string>();
    for (const [name, list] of things) {
      // Live events never end; the bundle brings the file to its readers, as the file that it is.
      if (!name.startsWith('GET ') || /events|bundle/.test(name)) continue;
      for (const { url } of list)
        for (const reader of [alpha.reader, bravo.reader]) {
          const { rawPayload } = await body.app.inject({ url, headers: headersOf(reader) });
          const text = rawPayload.toString('latin1');
          if (Object.values(LISTED).some((said) => text.includes(said))) where.add(url);
        }
    }
    expect([...where]).toEqual([file]);
    const keys = `/api/directory/keys/${LISTED.fingerprint}`;
    expect((await body.app.inject({ url: keys })).json()).toEqual({ keys: [] });
  });

  test('gets what the route and the object allow, and nothing else', async () => {
    const wrong: string[] = [];
    let asked = 0;
    // Files are put before they are asked for, and sessions end last.
    const turn = ['PUT', 'GET', 'HEAD', 'POST', 'DELETE'];
    const turnOf = ({ method, name }: { method: string; name: string }) =>
      name === 'DELETE /api/sessions' ? turn.length : turn.indexOf(method);
    const routes = routesOf().sort((a, b) => turnOf(a) - turnOf(b));
    for (const { method, route, name } of routes) {
      for (const thing of things.get(name.replace('HEAD ', 'GET ')) ?? []) {
        for (const [who, { headers, participant }] of visitors) {
          const status = await ask(method, thing, headers);
          const should = expected(route.config!.access!, thing, participant);
          asked++;
          if (status !== should) wrong.push(`${name} (${thing.what}) by ${who}: ${status}, not ${should}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(things.size * visitors.size);
  });

  test('is answered alike for what is not theirs and what is not there', async () => {
    const problemAt = async (url: string, headers: object) => {
      const reply = await body.app.inject({ url, headers: headers as Record<string, string> });
      const { instance: _, ...rest } = reply.json();
      return rest;
    };
    let compared = 0;
    for (const list of things.values()) {
      const absent = list.find((t) => t.audience === 'absent');
      for (const thing of list.filter((t) => Array.isArray(t.audience))) {
        for (const { headers, participant } of visitors.values()) {
          if (participant !== undefined && thing.audience.includes(participant)) continue;
          expect(await problemAt(thing.url, headers)).toEqual(await problemAt(absent!.url, headers));
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('with a session that lasts reads nothing more once it was ended', async () => {
    const { connection } = await opens(body, alpha.duty);
    const headers = headersOf(connection);
    const url = `/api/exchange/threads/${own.thread}`;
    expect((await body.app.inject({ url, headers })).statusCode).toBe(200);
    await body.app.inject({ method: 'DELETE', url: '/api/sessions', headers });
    expect((await body.app.inject({ url, headers })).statusCode).toBe(401);
  });
});

test('a route that does not say who it is for cannot be declared', async () => {
  const app = await buildHttp({ api: API });
  requireAccess(app);
  expect(() => app.get('/forgotten', async () => '')).toThrow('does not say who it is for');
});
