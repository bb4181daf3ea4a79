import type { about } from './house.ts';

/** The page at `/`: what this is, how to verify it, and every call of the API, to read without a script. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fdfdfc;--soft:#5b6470;--line:#d9dde2;--accent:#1f5f8b}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--paper:#15181c;--soft:#a2abb6;--line:#343b44;--accent:#8cc4ea}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,"Noto Sans",sans-serif;overflow-wrap:break-word}
main{max-inline-size:52rem;margin-inline:auto;padding:2rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25;margin-block:0 .25rem}
h2{margin-block-start:2.5rem;font-size:1.2rem}h3{font-size:1rem;margin-block:1.75rem .25rem;overflow-wrap:anywhere}
p,dl{margin-block:.5rem}.soft{color:var(--soft)}a{color:var(--accent)}
code,pre{font:0.9em/1.5 ui-monospace,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;padding:.75rem;border:1px solid var(--line);border-radius:.4rem}
dt{color:var(--soft);font-size:.9rem}dd{margin:0 0 .6rem}table{border-collapse:collapse;inline-size:100%}
th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;border-block-end:1px solid var(--line)}
.method{font-weight:600}.note{border-inline-start:3px solid var(--accent);padding-inline-start:.75rem}
@media (max-width:30rem){table,tbody,tr,td{display:block}thead{display:none}td{border:0;padding-block:.1rem}tr{border-block-end:1px solid var(--line);padding-block:.4rem}}
@media print{body{font-size:10pt}pre{white-space:pre-wrap}}`;

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema?: { description?: string };
  }[];
}
interface Call extends Operation {
  readonly method: string;
  readonly path: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as it stands in a page: nothing in it is markup. */
export const text = (value: string) => value.replace(/[&<>"]/g, (c) => ENTITIES[c]!);

const SECTIONS: Readonly<Record<string, string>> = {
  about: 'This body',
  record: 'Acts and the record',
  log: 'The log',
  people: 'Participants and people',
  directory: 'Directory of points of contact',
  exchange: 'Exchange',
  documents: 'Documents',
  decisions: 'Decisions',
  negotiation: 'Negotiation',
  clearance: 'Clearance',
  consultations: 'Informal consultations',
  exercises: 'Exercises',
  pings: 'Pings',
  custody: 'Custody of keys',
};

export function referencePage(body: ReturnType<typeof about>, openApi: object): string {
  const name = body.name.en ?? Object.values(body.name)[0] ?? body.origin;
  const calls = callsOf(openApi as { paths: Record<string, Record<string, Operation>> });
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(name)} · Comity</title><link rel="stylesheet" href="/reference.css"></head><body><main>
<h1>${text(name)}</h1>
<p class="soft">A standing body of States, kept by Comity: its acts are signed by the States themselves and stand in a log that anyone can verify.</p>
${body.demo ? '<p class="note"><strong>Demonstration.</strong> Real States appear as participants only; persons, addresses and incidents are fictitious.</p>' : ''}
${body.provisional ? '<p class="note">Provisional: fewer States have confirmed the founding than it asks for.</p>' : ''}
<h2>How to verify it</h2>
<dl><dt>Body</dt><dd><code>${body.body}</code></dd><dt>Log origin</dt><dd><code>${text(body.origin)}</code></dd>
<dt>Verification key</dt><dd><code>${text(body.key)}</code></dd><dt>Entries</dt><dd>${body.entries}</dd></dl>
<p>Take the record to your own machine and check it there, without asking this server anything more:</p>
<pre>npx comity export --url ${text(body.url)} --out record.tar
npx comity verify record.tar --trust trust.json</pre>
<p class="soft">This page was written by the server it describes. It proves nothing by itself: get body and key from your own ministry.</p>
<h2>The API</h2>
<p>JSON over HTTP; errors are problem documents (RFC 9457) with a code; unknown fields are refused. The same description for machines: <a href="/openapi.json">openapi.json</a>.</p>
${Object.entries(SECTIONS)
  .map(([tag, title]) =>
    section(
      title,
      calls.filter((c) => c.tags?.includes(tag)),
    ),
  )
  .join('\n')}
</main></body></html>
`;
}

const callsOf = ({ paths }: { paths: Record<string, Record<string, Operation>> }): Call[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );

const section = (title: string, calls: readonly Call[]) =>
  calls.length ? `<h2>${title}</h2>\n${calls.map(callHtml).join('\n')}` : '';

const callHtml = (
  c: Call,
) => `<section><h3><span class="method">${c.method}</span> <code>${text(c.path)}</code></h3>
<p>${text(c.summary ?? '')}</p>${c.description ? `<p class="soft">${text(c.description)}</p>` : ''}${parameters(c)}</section>`;

function parameters({ parameters: list = [] }: Call): string {
  if (list.length === 0) return '';
  const rows = list.map(
    (p) =>
      `<tr><td><code>${text(p.name)}</code></td><td>${p.in}${p.required ? ', required' : ''}</td><td>${text(p.schema?.description ?? '')}</td></tr>`,
  );
  return `<table><thead><tr><th>Name</th><th>Where</th><th>What</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
