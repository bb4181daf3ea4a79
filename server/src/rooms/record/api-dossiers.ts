import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONTENT_SECURITY_POLICY, type Http } from '../../platform/index.ts';
import type { Gate } from './api.ts';
import { type DossierSubject, type DossierTools, dossierOf, subjectOf } from './dossier.ts';
import { recordError } from './errors.ts';
import type { Record } from './record.ts';
import { hash } from './schema.ts';

const query = z.strictObject({
  format: z.enum(['zip', 'html']).default('zip').describe('html: one page that verifies itself'),
  opened: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes: with the fields that your State may open; without a session none'),
});
type Query = z.infer<typeof query>;

const PURPOSE =
  'Every entry of one stream, what is needed to judge it, and the proof that it is in the log: for a reader offline.';

/** Dossiers about streams and acts. Made on demand, signed by the host. */
export function dossiersApi(app: Http, record: Record, gate: Gate, tools: DossierTools): void {
  const answer = { 200: z.unknown().describe('application/zip, or text/html') };

  app.get(
    '/api/dossiers/streams/*',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'A dossier about a stream, for example document/doc_…',
        description: PURPOSE,
        tags: ['record'],
        params: z.strictObject({ '*': z.string().max(60) }),
        querystring: query,
        response: answer,
      },
    },
    async (request, reply) => send({ stream: request.params['*'] }, request.query, request, reply),
  );

  app.get(
    '/api/dossiers/acts/:act',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'A dossier about an act, with its whole stream',
        description: PURPOSE,
        tags: ['record'],
        params: z.strictObject({ act: hash }),
        querystring: query,
        response: answer,
      },
    },
    async (request, reply) => {
      const subject = await subjectOf(record, await gate.find(request), request.params.act);
      return send(subject, request.query, request, reply);
    },
  );

  async function send(
    subject: DossierSubject,
    { format, opened }: Query,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<never> {
    if (format === 'html' && !tools.page)
      throw recordError('no-dossier', { detail: 'This server makes no pages. Ask for format=zip.' });
    const audience = opened === 'yes' ? await gate.find(request) : undefined;
    const zip = await dossierOf(record, subject, audience, tools);
    const name = `dossier-${(subject.act ?? subject.stream).replace(/[^A-Za-z0-9_-]/g, '-')}`;
    reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="${name}.${format}"`);
    // A page of this kind is kept and opened elsewhere: here it is a file, and rendered under no right of this site.
    reply.header('content-security-policy', `sandbox; ${CONTENT_SECURITY_POLICY}`);
    reply.type(format === 'zip' ? 'application/zip' : 'text/html; charset=utf-8');
    const bytes = format === 'zip' ? zip : await tools.page!(zip);
    return reply.serializer((x: unknown) => x as string).send(Buffer.from(bytes)) as never;
  }
}
