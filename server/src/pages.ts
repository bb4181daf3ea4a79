import { z } from 'zod';
import { about, type House } from './house.ts';
import { type Http, openApiDocument } from './platform/index.ts';
import { referencePage, STYLE } from './reference.ts';
import { findFreshness } from './rooms/record/index.ts';

const aboutSchema = z.strictObject({
  url: z.string(),
  body: z.string().describe('The id of the body: that of its founding act'),
  name: z.record(z.string(), z.string()),
  origin: z.string().describe('The origin of its log'),
  key: z.string().describe('The verification key of its log, as a note verifier key'),
  languages: z.array(z.string()),
  rpIds: z.array(z.string()).describe('Where passkeys of this body belong to (WebAuthn rpId)'),
  origins: z.array(z.string()).describe('Addresses at which they may be used'),
  entries: z.int(),
  demo: z.boolean(),
  provisional: z.boolean().describe('Fewer States have confirmed the founding than it asks for'),
  fresh: z
    .strictObject({ size: z.int(), at: z.string() })
    .optional()
    .describe('The newest checkpoint that meets the witness policy of this host, and as of when'),
});

/** The few pages that need no browser application: what this is, and the API to read. */
export function pages(app: Http, house: Pick<House, 'record' | 'config'>, isAlone: boolean): void {
  app.get(
    '/about.json',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Which body this is, and how to verify it',
        tags: ['about'],
        response: { 200: aboutSchema },
      },
    },
    async (request) => {
      await house.record.held.level(house.record.database.read);
      const fresh = await findFreshness(house.record);
      return { ...about(house, `${request.protocol}://${request.host}`), ...(fresh ? { fresh } : {}) };
    },
  );

  app.get(
    '/openapi.json',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.header('access-control-allow-origin', '*').send(await openApiDocument(app)),
  );

  if (isAlone) {
    app.get('/', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
      reply.redirect('/api'),
    );
  }

  app.get('/api', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const page = referencePage(
      about(house, `${request.protocol}://${request.host}`),
      await openApiDocument(app),
    );
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
  });

  app.get(
    '/reference.css',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(STYLE),
  );
}
