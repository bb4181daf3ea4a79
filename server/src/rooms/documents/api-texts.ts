import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { agreedFilter, agreedLanguage, foundParagraphs, textFilter } from './schema-texts.ts';
import { readAgreed, searchTexts } from './texts/index.ts';

/** The words of texts, found and compared. */
export function textsApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/texts',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Paragraphs that say what is looked for, in six languages, issued last first',
        description:
          'Words are found in every form of their language; a row of words in quotation marks as it stands.',
        tags: ['documents'],
        querystring: textFilter,
        response: { 200: foundParagraphs },
      },
    },
    async (request) => searchTexts(record, request.query),
  );

  app.get(
    '/api/agreed',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'For each paragraph of a document, earlier texts adopted by consensus that say the same or nearly',
        description:
          'Runs of three words are compared, folded; no other model is asked. Only documents that are entered as adopted by consensus before this text came out count.',
        tags: ['documents'],
        querystring: agreedFilter,
        response: { 200: agreedLanguage },
      },
    },
    async (request) => readAgreed(record, request.query),
  );
}
