import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { documentsError } from './errors.ts';
import { makeSessionPapers, type PapersTools } from './papers/index.ts';
import { FORMS, type Form } from './texts/index.ts';

const known = Object.keys(FORMS) as Form[];
const asked = z.strictObject({
  organ: z.string().max(32).optional().describe('Only documents of this organ'),
  forms: z
    .string()
    .regex(new RegExp(`^(?:${known.join('|')})(?:,(?:${known.join('|')})){0,6}$`))
    .default('html')
    .describe(`Forms to make of each text beside the files on the record, with commas: ${known.join(', ')}`),
});

/** How many are put together, one after the other, or wait for it: each is held in memory. */
const MOST_WAITING = 3;

/** The documents of a session in one file, for readers without network. */
export function papersApi(app: Http, record: ActRecord, tools: PapersTools): void {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Throws `documents.papers-busy`. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MOST_WAITING) throw documentsError('papers-busy', { retryAfter: 30 });
    waiting++;
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn.finally(() => waiting--);
  }
  app.get(
    '/api/sessions/:session/papers',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'Every document of a session in all languages, with pages to read them by and their proof: a zip',
        description:
          'The newest version of each language as it was issued, the other formats on the record, the forms that are asked for, a list in each language, and one dossier of all. Signed by the host; verified offline.',
        tags: ['documents'],
        params: z.strictObject({ session: z.string().min(1).max(40) }),
        querystring: asked,
        response: { 200: z.unknown().describe('application/zip') },
      },
    },
    async (request, reply) => {
      const { session } = request.params;
      const { organ, forms } = request.query;
      const wanted = { session, organ, forms: [...new Set(forms.split(','))] as Form[] };
      const zip = await inTurn(() => makeSessionPapers(record, wanted, tools));
      reply
        .header('cache-control', 'no-cache')
        .header(
          'content-disposition',
          `attachment; filename="session-${session.replace(/[^A-Za-z0-9-]/g, '-')}.zip"`,
        )
        .type('application/zip');
      return reply.serializer((x: unknown) => x as string).send(Buffer.from(zip)) as never;
    },
  );
}
