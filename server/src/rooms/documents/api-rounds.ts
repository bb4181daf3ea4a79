import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readCompilation, readRound, readRounds, readSynthesis } from './rounds.ts';
import {
  compilation,
  roundFilter,
  rounds,
  tracedSynthesis,
  traceFilter,
  wholeRound,
} from './schema-rounds.ts';

export function roundsApi(app: Http, record: ActRecord): void {
  const tags = ['documents'];
  const config = { access: 'public' } as const;
  const params = z.strictObject({ round: z.string().max(40) });
  app.get(
    '/api/rounds',
    {
      config,
      schema: {
        summary: 'Rounds of written inputs, opened last first',
        tags,
        querystring: roundFilter,
        response: { 200: rounds },
      },
    },
    async (request) => readRounds(record, request.query.document),
  );
  app.get(
    '/api/rounds/:round',
    {
      config,
      schema: {
        summary: 'One round: what is asked, every input, every synthesis, every request for a correction',
        tags,
        params,
        response: { 200: wholeRound },
      },
    },
    async (request) => readRound(record, request.params.round),
  );
  app.get(
    '/api/rounds/:round/compilation',
    {
      config,
      schema: {
        summary: 'All standing inputs, item by item, in the order of receipt',
        tags,
        params,
        response: { 200: compilation },
      },
    },
    async (request) => readCompilation(record, request.params.round),
  );
  app.get(
    '/api/rounds/:round/syntheses/:synthesis',
    {
      config,
      schema: {
        summary: 'A synthesis: what each sentence rests on, and where each answer was used and where not',
        tags,
        params: z.strictObject({ round: z.string().max(40), synthesis: z.string().max(64) }),
        querystring: traceFilter,
        response: { 200: tracedSynthesis },
      },
    },
    async ({ params, query }) => readSynthesis(record, params.round, params.synthesis, query.participant),
  );
}
