import { writeFile } from 'node:fs/promises';
import { dataOf, send } from '@comity/client';
import type { Command } from 'commander';
import { pairs, plain, table } from '../terminal.ts';
import { type Negotiation, readNegotiation } from './negotiated.ts';
import { aheadCommands } from './negotiation-ahead.ts';
import { presidingCommands } from './negotiation-presiding.ts';
import { proposingCommands } from './negotiation-proposing.ts';
import { documentId } from './paperacts.ts';
import { type Answer, describe, does, publicConnection, type Setting } from './setting.ts';

/** Texts under negotiation: what is proposed, what stands, and every step of it. */
export function negotiationCommands(program: Command): void {
  const negotiation = describe(
    program.command('negotiation'),
    'Negotiate a text: propose, co-sponsor, state positions, accept, agree paragraph by paragraph.',
    'negotiation list',
    'negotiation show A/BODY/2027/CRP.1',
    'negotiation propose A/BODY/2027/CRP.1 OP7 --find should --put shall',
  );
  describe(negotiation.command('list'), 'List the texts under negotiation.').action(does(list));
  describe(
    negotiation.command('show').argument('<document>', 'its symbol or id'),
    'Show what collides, where each paragraph stands, and what became of every proposal.',
    'negotiation show A/BODY/2027/CRP.1',
  ).action(does(show));
  describe(
    negotiation
      .command('view')
      .argument('<document>')
      .argument('[view]', 'rolling, compilation, clean, streamlined or sides', 'rolling')
      .option('--with <language>', 'the other language, of sides; or the one to stand beside a rolling text')
      .option(
        '--out <file>',
        'write it here as HTML, or with the ending .docx every proposal as a tracked change',
      ),
    'Show the text: with brackets and names, compiled, clean, with the origin of each change, or in two languages.',
    'negotiation view A/BODY/2027/CRP.1 compilation --out compilation.html',
    'negotiation view A/BODY/2027/CRP.1 --out proposals.docx',
  ).action(does<ViewOptions>(view));
  proposingCommands(negotiation);
  presidingCommands(negotiation);
  aheadCommands(negotiation);
}

async function list(setting: Setting): Promise<Answer> {
  const connection = await publicConnection(setting);
  const value = dataOf(await connection.api.GET('/api/negotiations'));
  const rows = value.negotiations.map((n) => [
    ...[n.symbol ?? n.document, n.layer, n.closed ?? 'open'],
    plain(n.titles.en ?? Object.values(n.titles)[0] ?? ''),
  ]);
  return {
    value,
    lines:
      rows.length > 0 ? table(['TEXT', 'LAYER', 'STATE', 'TITLE'], rows) : ['No text is under negotiation.'],
  };
}

async function show(setting: Setting, _: unknown, document: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const value = await readNegotiation(connection, document);
  return {
    value,
    lines: [
      ...pairs({
        layer: value.layer,
        language: value.language,
        text: value.text,
        state: value.closed ?? 'open',
      }),
      ...collisionLines(value),
      ...paragraphLines(value),
      ...proposalLines(value),
    ],
  };
}

/** What collides comes first: it is what somebody has to settle. */
function collisionLines({ collisions }: Negotiation): string[] {
  if (collisions.length === 0) return [];
  const rows = collisions.map((c) => [c.label ?? c.at, c.why, plain(c.words ?? ''), c.proposals.join(' ')]);
  return ['', ...table(['COLLIDES AT', 'WHY', 'WORDS', 'PROPOSALS'], rows)];
}

function paragraphLines({ paragraphs }: Negotiation): string[] {
  const marked = paragraphs.filter(({ agreement, open }) => agreement || open.length > 0);
  if (marked.length === 0) return [];
  const rows = marked.map((p) => [
    p.label ?? p.paragraph,
    p.agreement?.kind ?? '',
    [...(p.waitsFor?.participants ?? []), ...(p.waitsFor?.paragraphs ?? []), p.waitsFor?.until ?? '']
      .join(' ')
      .trim(),
    String(p.open.length),
  ]);
  return ['', ...table(['PARAGRAPH', 'STANDS', 'WAITS FOR', 'OPEN'], rows)];
}

function proposalLines({ proposals }: Negotiation): string[] {
  if (proposals.length === 0) return ['', 'Nothing was proposed yet.'];
  const rows = proposals.map((p) => [
    p.proposal,
    p.fate,
    p.unconfirmed ? `${p.unconfirmed} (not confirmed)` : p.sponsors.join(' '),
    stands(p),
  ]);
  return ['', ...table(['PROPOSAL', 'STATE', 'SPONSORS', ''], rows)];
}

function stands({ standing, odd }: Negotiation['proposals'][number]): string {
  const [conflict] = standing?.conflicts ?? [];
  return [
    conflict ? `in conflict at ${conflict.at}: ${conflict.why} “${plain(conflict.words ?? '')}”` : '',
    odd.length > 0 ? `look closely: ${odd.map(({ words }) => plain(words)).join(' ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

interface ViewOptions {
  readonly with?: string;
  readonly out?: string;
}

async function view(
  setting: Setting,
  { with: other, out }: ViewOptions,
  given: string,
  name: string,
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const document = await documentId(connection, given);
  if (out?.endsWith('.docx')) {
    const file = await send(connection, `/api/negotiations/${document}/proposals.docx`);
    await writeFile(out, Buffer.from(await file.arrayBuffer()));
    return { value: { out }, lines: [`Written: ${plain(out)}`] };
  }
  const path = { document, view: name as 'rolling' };
  const query = other === undefined ? {} : { with: other };
  const value = dataOf(
    await connection.api.GET('/api/negotiations/{document}/views/{view}', { params: { path, query } }),
  );
  if (out === undefined) return { value, lines: linesOf(value.html) };
  await writeFile(out, pageOf(value.html, value.language));
  return { value: { out, text: value.text }, lines: [`Written: ${plain(out)}`] };
}

const pageOf = (html: string, language: string): string =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${language}</title></head><body>${html}</body></html>\n`;

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
/** A view for a terminal: its brackets are signs of the text, so words are enough. */
const linesOf = (html: string): string[] =>
  html
    .replace(/<del>/g, '-')
    .replace(/<\/del>/g, '-')
    .replace(/<\/(?:p|h\d|td|tr|section)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name]!)
    .split('\n')
    .map((line) => plain(line.trim()))
    .filter((line) => line !== '');
