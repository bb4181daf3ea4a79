import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readDocument, readDocuments } from './actions.ts';
import { document, documentFilter, documents } from './schema.ts';

export function documentsApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/documents',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Documents, registered last first',
        tags: ['documents'],
        querystring: documentFilter,
        response: { 200: documents },
      },
    },
    async (request) => readDocuments(record, request.query),
  );

  app.get(
    '/api/documents/:document',
    {
      config: { access: 'public' },
      schema: {
        summary: 'One document with every version of every language',
        tags: ['documents'],
        params: z.strictObject({ document: z.string().max(40) }),
        response: { 200: document },
      },
    },
    async (request) => readDocument(record, request.params.document),
  );
}
