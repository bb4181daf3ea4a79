import { type MessageTerms, messageTermsIn } from '@comity/acts';
import { type Answer, get } from './about.ts';

/** Types and forms of messages as the rules in force have them, in one language: a page holds no other. */
export async function termsIn(fetch: typeof globalThis.fetch, language: string): Promise<MessageTerms> {
  const rules = await get<'/api/exchange/types'>(fetch, '/api/exchange/types');
  return messageTermsIn(rules as Answer<'/api/exchange/types'>, language);
}
