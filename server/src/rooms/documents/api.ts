import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import {
  readClasses,
  readClock,
  readDocument,
  readDocuments,
  readFamily,
  readOrgans,
  resolveSymbol,
} from './actions.ts';
import { initiativesApi } from './api-initiatives.ts';
import { roundsApi } from './api-rounds.ts';
import {
  classes,
  classFilter,
  clock,
  document,
  documentFilter,
  documents,
  family,
  organs,
} from './schema.ts';

export const documentParams = z.strictObject({ document: z.string().max(40) });
export const PUBLIC = { access: 'public' } as const;

export function documentsApi(app: Http, record: ActRecord): void {
  listsApi(app, record);
  documentApi(app, record);
  initiativesApi(app, record);
  roundsApi(app, record);
}

function listsApi(app: Http, record: ActRecord): void {
  const tags = ['documents'];
  app.get(
    '/api/documents',
    {
      config: PUBLIC,
      schema: {
        summary: 'Documents, registered last first',
        tags,
        querystring: documentFilter,
        response: { 200: documents },
      },
    },
    async (request) => readDocuments(record, request.query),
  );
  app.get(
    '/api/organs',
    {
      config: PUBLIC,
      schema: {
        summary: 'Bodies and sub-groups whose documents are registered',
        tags,
        response: { 200: organs },
      },
    },
    async () => readOrgans(record),
  );
  app.get(
    '/api/document-classes',
    {
      config: PUBLIC,
      schema: {
        summary: 'Classes of documents, how they are cited, and the next free symbols',
        description: 'A symbol is offered where the question names all that the pattern of its class needs.',
        tags,
        querystring: classFilter,
        response: { 200: classes },
      },
    },
    async (request) => readClasses(record, request.query),
  );
}

function documentApi(app: Http, record: ActRecord): void {
  const tags = ['documents'];
  const params = documentParams;
  app.get(
    '/api/documents/:document',
    {
      config: PUBLIC,
      schema: {
        summary: 'One document with every version of every language',
        tags,
        params,
        response: { 200: document },
      },
    },
    async (request) => readDocument(record, request.params.document),
  );
  app.get(
    '/api/documents/:document/clock',
    {
      config: PUBLIC,
      schema: {
        summary: 'Which languages are out since when, and from when the document may be decided on',
        tags,
        params,
        response: { 200: clock },
      },
    },
    async (request) => readClock(record, request.params.document),
  );
  app.get(
    '/api/documents/:document/family',
    {
      config: PUBLIC,
      schema: {
        summary: 'The documents of the same work: revisions, addenda, corrigenda',
        tags,
        params,
        response: { 200: family },
      },
    },
    async (request) => readFamily(record, request.params.document),
  );
  app.get(
    '/api/symbols/*',
    {
      config: PUBLIC,
      schema: {
        summary: 'The document that bears a symbol; slashes stand as they are',
        tags,
        params: z.strictObject({ '*': z.string().max(200) }),
        response: { 200: document },
      },
    },
    async (request) => resolveSymbol(record, request.params['*']),
  );
}
