import { z } from 'zod';
import { CONTENT_SECURITY_POLICY, type Http, type PdfPress } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { FORMS, type Form, printText } from './texts/index.ts';

const forms = Object.keys(FORMS) as [Form, ...Form[]];

/** Texts as they go out: to be read, printed, edited, kept. */
export function formsApi(app: Http, record: ActRecord, press: PdfPress): void {
  app.get(
    '/api/documents/:document/texts/:language',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'The newest text of a document in a language: HTML, DOCX, PDF/UA-1, Akoma Ntoso, Markdown, plain, JSON',
        description:
          'The same text gives the same bytes. A DOCX carries the ids of its paragraphs: edited elsewhere, it is known again.',
        tags: ['documents'],
        params: z.strictObject({ document: z.string().max(40), language: z.string().max(35) }),
        querystring: z.strictObject({ form: z.enum(forms).default('html') }),
        response: { 200: z.unknown().describe('The file') },
      },
    },
    async (request, reply) => {
      const { document, language } = request.params;
      const { form } = request.query;
      const bytes = await printText(record.database.read, press, { document, language, form });
      reply
        .header('cache-control', 'no-cache')
        .header('content-disposition', `attachment; filename="${document}-${language}.${form}"`)
        // A page of this kind is kept and opened elsewhere: here it is a file, and rendered under no right of this site.
        .header('content-security-policy', `sandbox; ${CONTENT_SECURITY_POLICY}`)
        .type(FORMS[form]);
      return reply.serializer((x: unknown) => x as string).send(Buffer.from(bytes)) as never;
    },
  );
}
