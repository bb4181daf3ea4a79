import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { foundParagraphs, textFilter } from './schema-texts.ts';
import { searchTexts } from './texts/index.ts';

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
}
