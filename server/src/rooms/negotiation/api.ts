import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readNegotiation, readNegotiations, readView, writeProposals } from './actions.ts';
import { readOutcome } from './outcome.ts';
import {
  negotiation,
  negotiationFilter,
  negotiations,
  outcome,
  outcomeQuery,
  shown,
  tries,
  VIEWS,
  viewQuery,
} from './schema.ts';
import { readTries } from './trying.ts';

const document = z.string().max(40);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function negotiationApi(app: Http, record: ActRecord): void {
  const tags = ['negotiation'];
  app.get(
    '/api/negotiations',
    {
      config: { access: 'public' },
      schema: {
        ...{ summary: 'Texts under negotiation, opened last first', tags },
        ...{ querystring: negotiationFilter, response: { 200: negotiations } },
      },
    },
    async (request) => readNegotiations(record, request.query),
  );
  app.get(
    '/api/negotiations/:document',
    {
      config: { access: 'public' },
      schema: {
        summary: 'One negotiation: what collides, where each paragraph stands, every proposal and position',
        ...{ tags, params: z.strictObject({ document }), response: { 200: negotiation } },
      },
    },
    async (request) => readNegotiation(record, request.params.document),
  );
  app.get(
    '/api/negotiations/:document/views/:view',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'The text as rolling text, compilation, clean, with a trace of every change, or in two languages',
        description: 'All views are of the same facts: each names the text that it shows.',
        tags,
        params: z.strictObject({ document, view: z.enum(VIEWS) }),
        querystring: viewQuery,
        response: { 200: shown },
      },
    },
    async (request) => {
      const { document: id, view } = request.params;
      return readView(record, id, view, request.query);
    },
  );
  app.get(
    '/api/negotiations/:document/proposals.docx',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The text with every open proposal as tracked changes, one author for each State',
        tags,
        params: z.strictObject({ document }),
        response: { 200: z.unknown().describe('The file') },
      },
    },
    async (request, reply) => {
      const { document: id } = request.params;
      const bytes = await writeProposals(record, id);
      reply
        .header('cache-control', 'no-cache')
        .header('content-disposition', `attachment; filename="${id}-proposals.docx"`)
        .type(DOCX);
      return reply.serializer((x: unknown) => x as string).send(Buffer.from(bytes)) as never;
    },
  );
  aheadApi(app, record);
}

/** What a step would bring, before anybody takes it. */
function aheadApi(app: Http, record: ActRecord): void {
  const tags = ['negotiation'];
  app.get(
    '/api/negotiations/:document/outcome',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'What would come of a step of whoever presides: the text, and what becomes of other proposals',
        description:
          'Of proposals that are accepted, of a version put on the table, or of the last acceptance taken back.',
        tags,
        params: z.strictObject({ document }),
        querystring: outcomeQuery,
        response: { 200: outcome },
      },
    },
    async (request) => readOutcome(record, request.params.document, request.query),
  );
  app.get(
    '/api/negotiations/:document/can',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'What you could do with this text now, each with the answer of the rules',
        description: 'Also where the text is not under negotiation: then it says who may open one.',
        ...{ tags, params: z.strictObject({ document }), response: { 200: tries } },
      },
    },
    async (request) =>
      readTries(
        record,
        authorize(await visitorOf(record, request), { object: 'participants' }),
        request.params.document,
      ),
  );
}
