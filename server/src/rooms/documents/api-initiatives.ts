import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readCoverage, readInitiative, readInitiatives } from './initiatives.ts';
import { coverage, initiative, initiatives } from './schema.ts';

export function initiativesApi(app: Http, record: ActRecord): void {
  const tags = ['documents'];
  const config = { access: 'public' } as const;
  app.get(
    '/api/initiatives',
    {
      config,
      schema: {
        summary: 'Every initiative that was officially presented, by the day of presentation',
        description:
          'Each with the papers that declare whether they cover it, where and why. Nothing is ranked.',
        tags,
        response: { 200: initiatives },
      },
    },
    async () => readInitiatives(record),
  );
  app.get(
    '/api/initiatives/:initiative',
    {
      config,
      schema: {
        summary: 'One initiative',
        tags,
        params: z.strictObject({ initiative: z.string().max(40) }),
        response: { 200: initiative },
      },
    },
    async (request) => readInitiative(record, request.params.initiative),
  );
  app.get(
    '/api/documents/:document/coverage',
    {
      config,
      schema: {
        summary: 'What a paper says of every initiative, and of which it says nothing',
        tags,
        params: z.strictObject({ document: z.string().max(40) }),
        response: { 200: coverage },
      },
    },
    async (request) => readCoverage(record, request.params.document),
  );
}
