import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord, Gate } from '../record/index.ts';
import { documentParams } from './api.ts';
import { type Comparer, compareVersions } from './comparing/index.ts';
import { hash } from './schema.ts';

const language = z.string().max(35);
const asked = z.strictObject({
  before: hash.describe('The file of a version of this document, or of another of the same work'),
  after: hash,
  language: language.describe('Of both texts'),
  only: z.literal('changed').optional().describe('Without paragraphs that are in both as they are'),
  reader: language.default('en').describe('The language of remarks'),
});

const compared = z.strictObject({
  counts: z.strictObject({
    kept: z.int(),
    changed: z.int(),
    inserted: z.int(),
    deleted: z.int(),
    moved: z.int(),
    relabelled: z.int().describe('With another number'),
  }),
  html: z.string().describe('One element: words that came in <ins>, words that went in <del>'),
});

const FOR_PARTICIPANTS = new Date('9999-01-01T00:00:00.000Z');

/** Versions held against each other. */
export function comparisonsApi(app: Http, record: ActRecord, gate: Gate, comparer: Comparer): void {
  app.get(
    '/api/documents/:document/comparison',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'Two versions of a text, word by word; under embargo, for participants only',
        description: 'Paragraphs are found by id, else by their words; those that moved are recognised.',
        tags: ['documents'],
        params: documentParams,
        querystring: asked,
        response: { 200: compared },
      },
    },
    async (request, reply) => {
      const { document } = request.params;
      const participant = await gate.find(request);
      // To participants every embargo is over.
      const at = participant === undefined ? new Date(record.clock()) : FOR_PARTICIPANTS;
      if (participant !== undefined) reply.header('cache-control', 'private, no-store');
      return compareVersions(record.database.read, comparer, { document, at, ...request.query });
    },
  );
}
