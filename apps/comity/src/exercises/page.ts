import {
  type Plot,
  plotOf,
  type Report,
  type Spread,
  type Sums,
  sayGone,
  secondsTo,
} from '@comity/seal/exercising';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string | number): string => String(value).replace(/[&<>"]/g, (c) => ENTITIES[c]!);

const seconds = (n: number): string => sayGone(n * 1000).slice(2);
const time = (ms: number | undefined): string => (ms === undefined ? '—' : new Date(ms).toISOString());
const MARK = '<p class="mark">EXERCISE · EXERCISE · EXERCISE<br>Exercise: not a real incident</p>';

/** The report as one page that stands alone: no script, and nothing that is fetched. */
export const reportPage = (report: Report): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>EXERCISE · ${text(report.title)}</title>
<style>body{font:11pt/1.5 sans-serif;max-width:60em;margin:1em auto;padding:1em;border:3px dashed}
table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.2em .5em;text-align:start}
.mark{border-block:2px solid;font-weight:bold;padding:.3em 0}svg{max-width:100%;height:auto}section{break-inside:avoid}
@media print{body{margin:0}}</style></head><body>
${MARK}
<h1>${text(report.title)}</h1>
<p>${text(report.what)}, started ${time(report.started)}. ${text(sumsLine(report.sums))}</p>
${report.injects.map(injectSection).join('\n')}
<h2>States, in the order of their names</h2>
<table><tr><th>State</th><th>sent</th><th>acknowledged</th><th>answered</th></tr>
${report.participants.map(({ participant, sums }) => row([participant, sums.sent, sums.acknowledged, sums.answered])).join('\n')}
</table>
${report.notes.length > 0 ? `<h2>Notes</h2>${report.notes.map((n) => `<p>${text(n.inject ?? '')} ${text(n.text)}</p>`).join('')}` : ''}
${MARK}</body></html>
`;

export const sumsLine = ({ sent, planned, acknowledged, answered, toAcknowledge, toAnswer }: Sums): string =>
  [
    `Sent ${sent} of ${planned}, acknowledged ${acknowledged}, answered ${answered}.`,
    ...spread('to acknowledge', toAcknowledge),
    ...spread('to answer', toAnswer),
  ].join(' ');
const spread = (what: string, found: Spread | undefined): string[] =>
  found ? [`Time ${what}: ${seconds(found.median)} in the middle, ${seconds(found.longest)} at most.`] : [];

const row = (cells: readonly (string | number)[]): string =>
  `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;

const injectSection = ({ id, minute, subject, fates, sums }: Report['injects'][number]): string => `<section>
<h2>${text(id)}, minute ${minute}: ${text(subject)}</h2>
<p>${text(sumsLine(sums))}</p>
${svg(plotOf(fates))}
<table><tr><th>State</th><th>contact</th><th>sent</th><th>acknowledged after</th><th>answered after</th></tr>
${fates
  .map((fate) => {
    const [acknowledged, answered] = [secondsTo(fate, 'acknowledged'), secondsTo(fate, 'answered')];
    const said = [acknowledged, answered].map((n) => (n === undefined ? '—' : seconds(n)));
    return row([fate.participant, fate.contact, time(fate.sent), ...said]);
  })
  .join('\n')}
</table></section>`;

/** A line for each contact; a circle where it acknowledged, a square where it answered. */
function svg({ width, height, rows, ticks }: Plot): string {
  const marks = rows.flatMap(({ y, from, acknowledged, answered }) => [
    ...(from === undefined
      ? []
      : [
          `<line x1="${from}" x2="${answered ?? acknowledged ?? from + 6}" y1="${y}" y2="${y}" stroke="currentColor"/>`,
        ]),
    ...(acknowledged === undefined
      ? []
      : [`<circle cx="${acknowledged}" cy="${y}" r="5" fill="none" stroke="currentColor"/>`]),
    ...(answered === undefined ? [] : [`<rect x="${answered - 4}" y="${y - 4}" width="8" height="8"/>`]),
  ]);
  const scale = ticks.map(
    (tick) =>
      `<text x="${tick.x}" y="${height - 6}" font-size="11" text-anchor="middle">${seconds(tick.seconds)}</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Circle: acknowledged. Square: answered.">${marks.join('')}${scale.join('')}</svg>
<p>Minutes and seconds from sending. Circle: acknowledged. Square: answered. The table says the same.</p>`;
}
