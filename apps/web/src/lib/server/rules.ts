import { get, type Rules } from './about.ts';

/** A rule of the body with its number, in the reader's language where the body has it. */
export async function ruleTitle(
  fetch: typeof globalThis.fetch,
  rule: string,
  language: string,
): Promise<string> {
  const { rules } = (await get<'/api/rules'>(fetch, '/api/rules')) as Rules;
  const found = rules.find((r) => r.rule === rule);
  return found ? `${found.number}. ${found.title[language] ?? Object.values(found.title)[0]}` : rule;
}
