import { z } from 'zod';
import {
  type ErrorEntry,
  type ErrorTable,
  type Http,
  OFFICIAL_LANGUAGES,
  platformError,
} from './platform/index.ts';
import { text } from './reference.ts';

/** What a status asks of whoever meets it. */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'What was sent cannot be read as it stands. Nothing was changed: correct it and send it again.',
  401: 'Nobody is signed in. Open a session, then ask again.',
  403: 'What was shown does not give this right. Nothing was changed.',
  404: 'There is nothing here for you: it does not exist, or it is not yours to see.',
  409: 'As things stand this cannot be done; nothing was changed. The answer says what would be allowed, and when.',
  413: 'It is larger than what is accepted. Nothing was changed.',
  415: 'It is of another kind than what is accepted. Nothing was changed.',
  422: 'What was asked for cannot be made of this text. Nothing was changed; another form of it may serve.',
  429: 'Too much in too short a time. Wait a little.',
  500: 'The server failed. The same act may be sent again without harm: it is never placed twice.',
  503: 'Not at this moment. The same act may be sent again without harm: it is never placed twice.',
};

/** `/problems/<code>`, to which the `type` of every problem leads: what it means, in six languages. */
export function problemPages(app: Http, table: ErrorTable): void {
  const route = {
    config: { access: 'public' as const },
    schema: { hide: true, params: z.strictObject({ code: z.string().max(100) }) },
  };
  app.get('/problems/:code', route, async (request, reply) => {
    const { code } = request.params;
    const entry = Object.hasOwn(table, code) ? table[code] : undefined;
    if (!entry) throw platformError('not-found', { detail: 'There is no problem of this name.' });
    reply.header('cache-control', 'public, max-age=3600').type('text/html; charset=utf-8');
    return reply.send(problemPage(code, entry));
  });
}

function problemPage(code: string, { status, title }: ErrorEntry): string {
  const titles = OFFICIAL_LANGUAGES.map(
    (l) => `<dt lang="en"><code>${l}</code></dt><dd lang="${l}" dir="auto">${text(title[l])}</dd>`,
  );
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title.en)} · Comity</title><link rel="stylesheet" href="/reference.css"></head><body><main>
<h1>${text(title.en)}</h1>
<p class="soft"><code>${text(code)}</code></p>
<p>${text(ADVICE[status] ?? 'The answer that led here says more.')}</p>
<dl><dt>Where it comes from</dt><dd>${text(code.split('.')[0]!)}</dd><dt>HTTP status</dt><dd>${status}</dd></dl>
<h2>In the six official languages</h2>
<dl>${titles.join('')}</dl>
<p><a href="/api">What this server is, and its API</a></p>
</main></body></html>
`;
}
