import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readAnswer, readProcedure, readProcedures, readQuestions } from './actions.ts';
import { answer, asked, procedure, procedureFilter, procedures, questions } from './schema.ts';

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
