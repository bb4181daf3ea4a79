import type { paths } from '@comity/client';

type Rules = paths['/api/rules']['get']['responses']['200']['content']['application/json'];

export type Texts = Readonly<Record<string, string>>;

/** What the server is asked for when it refused something: words that it has in the languages of the body. */
export interface Asked {
  /** The titles of a problem, by language. */
  titles(code: string): Promise<Texts | undefined>;
  rule(id: string): Promise<{ readonly number: string; readonly title: Texts } | undefined>;
}

/** A page that waits for words longer than this says it without them. */
const PATIENCE = 5000;

const read = async (path: string): Promise<Response | undefined> => {
  const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? answer : undefined;
};

/** Asks the server this page came from: the page that explains a problem has its titles, `/api/rules` the rules. */
export const askServer: Asked = {
  async titles(code) {
    const page = await read(`/problems/${encodeURIComponent(code)}`);
    if (!page) return undefined;
    const explained = new DOMParser().parseFromString(await page.text(), 'text/html');
    return Object.fromEntries(
      [...explained.querySelectorAll('dd[lang]')].map((dd) => [
        dd.getAttribute('lang')!,
        dd.textContent ?? '',
      ]),
    );
  },
  async rule(id) {
    const answer = await read('/api/rules');
    if (!answer) return undefined;
    const { rules } = (await answer.json()) as Rules;
    return rules.find(({ rule }) => rule === id);
  },
};
