import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readAnswer, readProcedure, readProcedures, readQuestions } from './actions.ts';
import { readCompendium, readMandates } from './after.ts';
import { answer, asked, procedure, procedureFilter, procedures, questions } from './schema.ts';
import { compendium, mandateFilter, mandates } from './schema-after.ts';

export function decisionsApi(app: Http, record: ActRecord): void {
  const tags = ['decisions'];
  app.get(
    '/api/procedures',
    {
      config: { access: 'public' },
      schema: {
        ...{ summary: 'Procedures, opened last first', tags },
        ...{ querystring: procedureFilter, response: { 200: procedures } },
      },
    },
    async (request) => {
      const { open, ...page } = request.query;
      return readProcedures(record, { ...page, ...(open ? { open: open === 'true' } : {}) });
    },
  );
  app.get(
    '/api/procedures/:procedure',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'One procedure: where it stands, what it rests on, and what you could do now',
        description: 'Who objects is shown where the procedure discloses it, and else to that State alone.',
        ...{ tags, params: z.strictObject({ procedure: z.string().max(40) }), response: { 200: procedure } },
      },
    },
    async (request) => readProcedure(record, await visitorOf(record, request), request.params.procedure),
  );
  afterApi(app, record);
  app.get(
    '/api/questions',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What is agreed, who may speak, when a change may be proposed, what is pending',
        ...{ tags, response: { 200: questions } },
      },
    },
    async () => readQuestions(record),
  );
  app.post(
    '/api/can',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'What the rules would say if you did this now',
        description:
          'Nothing is signed and nothing changes: the answer names the rule, and what would make it allowed.',
        ...{ tags, body: asked, response: { 200: answer } },
      },
    },
    async (request) =>
      readAnswer(
        record,
        authorize(await visitorOf(record, request), { object: 'participants' }),
        request.body,
      ),
  );
}

/** What follows a decision. */
function afterApi(app: Http, record: ActRecord): void {
  const tags = ['decisions'];
  app.get(
    '/api/procedures/:procedure/compendium',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The compendium of a decision: what States said of it, in their own words',
        ...{ tags, params: z.strictObject({ procedure: z.string().max(40) }), response: { 200: compendium } },
      },
    },
    async (request) => readCompendium(record, request.params.procedure),
  );
  app.get(
    '/api/mandates',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What there is to do by decisions of the body: by whom, until when, how far it is',
        ...{ tags, querystring: mandateFilter, response: { 200: mandates } },
      },
    },
    async (request) => readMandates(record, request.query),
  );
}
