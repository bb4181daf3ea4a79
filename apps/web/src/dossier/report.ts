import type { DossierReport, Fault, Statement, SubjectEntry } from '@comity/dossier';
import { code, el, facts, list, section, table, written } from './elements.ts';
import { language, t } from './words.ts';

/** The report in the reader's language: whether to believe it first. */
export function reportView(report: DossierReport, blobs: ReadonlyMap<string, Uint8Array>): Node[] {
  const shown = report.proves.map(sentence);
  const unproven = report.notProvable.map(sentence);
  return [
    verdictView(report),
    aboutView(report),
    section(t('dossier.wrong'), list(report.faults.map(faultView))),
    section(t('dossier.shows'), list(shown)),
    section(t('dossier.does-not-show'), list(unproven)),
    filesView(report, blobs),
    entriesView(report.entries),
  ].filter((part) => part instanceof Node);
}

function verdictView({ verdict, trust, checks }: DossierReport): HTMLElement {
  const isBlind = checks.some(({ check, why }) => check === 'checkpoint' && why === 'no-verifier');
  return el(
    'div',
    { class: `verdict ${verdict === 'verified' && trust === 'given' ? 'good' : 'stop'}`, role: 'status' },
    trust === 'self-asserted' && el('p', {}, t('dossier.self-asserted')),
    el('p', { class: 'big' }, t(`dossier.verdict.${verdict}`)),
    isBlind && el('p', {}, t('dossier.no-ed25519')),
  );
}

const inLanguage = (texts: Readonly<Record<string, string>> | undefined): string | undefined =>
  texts && (texts[language()] ?? texts.en ?? Object.values(texts)[0]);

function aboutView({ name, body, subject, at, document, sha256 }: DossierReport): HTMLElement {
  const title = [document?.symbol, inLanguage(document?.titles)].filter(Boolean).join(' · ');
  const called = inLanguage(name);
  return el(
    'div',
    {},
    title !== '' && el('p', { class: 'big' }, written(title)),
    facts([
      [t('dossier.body'), body && el('span', {}, called ? written(called) : '', ' ', code(body))],
      [t('dossier.stream'), subject && code(subject.stream)],
      [t('dossier.act'), subject?.act && code(subject.act)],
      [t('dossier.made'), at && code(at)],
      [t('dossier.contents'), code(sha256)],
    ]),
  );
}

const sentence = ({ what, count, values }: Statement) => [
  t(`dossier.says.${what}`, values),
  count > 1 ? ` (${count})` : '',
];

/** What is wrong is said in English: the code is the same in every language. */
const faultView = ({ code: name, index, where, says }: Fault) => [
  code(name),
  ' ',
  el(
    'span',
    { lang: 'en', dir: 'ltr' },
    [where, index === undefined ? '' : `entry ${index}`, says].filter(Boolean).join(': '),
  ),
];

function entriesView(entries: readonly SubjectEntry[]) {
  if (entries.length === 0) return undefined;
  const heads = ['received', 'act', 'by', 'rule'] as const;
  const rows = entries.map(({ received, type, actor, rule, challenged, unchecked }) => [
    code(received),
    el(
      'span',
      {},
      code(type ?? '—'),
      challenged && el('p', { class: 'stop' }, t('dossier.challenged')),
      unchecked && el('p', { class: 'stop' }, t('dossier.not-checked', { alg: unchecked })),
    ),
    code(actor ?? '—'),
    code(rule ?? '—'),
  ]);
  return section(
    t('dossier.entries'),
    table(
      heads.map((head) => t(`dossier.${head}`)),
      rows,
    ),
  );
}

function filesView({ document: found }: DossierReport, blobs: ReadonlyMap<string, Uint8Array>) {
  if (!found) return undefined;
  const files = found.files.map(({ language: tag, sha256, media, size, replaced }) => {
    const bytes = blobs.get(sha256);
    return [
      code(tag),
      ' ',
      code(`${media}, ${size} B, ${sha256}`),
      ' ',
      bytes && downloadView(bytes, `${tag}-${sha256.slice(0, 8)}${ENDINGS[media] ?? ''}`),
      replaced && el('span', { class: 'soft' }, ` ${t('dossier.replaced')}`),
      bytes && media.startsWith('text/') && readingView(bytes, tag),
    ];
  });
  return section(t('dossier.files'), list(files));
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'application/pdf': '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
};

/** A file is handed over under no type that a browser would run. */
function downloadView(bytes: Uint8Array, name: string): HTMLElement {
  const href = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  return el('a', { href, download: name }, t('dossier.download'));
}

const readingView = (bytes: Uint8Array, tag: string): HTMLElement =>
  el(
    'details',
    {},
    el('summary', {}, t('dossier.read')),
    el('pre', { lang: tag, dir: 'auto', tabindex: '0' }, new TextDecoder().decode(bytes)),
  );
