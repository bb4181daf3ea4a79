import { type Fields, fieldsOf, listOf, own, textOf } from '../json.ts';
import { countBy, type Sheet, type Status, type Vulnerability } from '../sheet.ts';
import type { CsafDocument, Weakness } from './document.ts';
import { faultsOfCsaf } from './tests.ts';

/** What an advisory says, for people. */
export function sheetOfCsaf(document: CsafDocument): Sheet {
  const { tracking, weaknesses, category } = document;
  const publisher = fieldsOf(document.document, 'publisher');
  const label = textOf(fieldsOf(fieldsOf(document.document, 'distribution'), 'tlp'), 'label');
  const names = new Map(document.products.map(({ id, name }) => [id, name]));
  return {
    ...{ format: 'csaf', version: '2.0', id: textOf(tracking, 'id')! },
    title: textOf(document.document, 'title')!,
    by: textOf(publisher, 'name')!,
    at: textOf(tracking, 'current_release_date')!,
    state: `${textOf(tracking, 'status')} · ${textOf(tracking, 'version')} · ${category}`,
    markings: label ? [`TLP:${label}`] : [],
    says: notesOf(document.document),
    counts: countBy(weaknesses.map(() => 'vulnerability')),
    ...{ sought: [], other: [], told: [], relations: [] },
    vulnerabilities: weaknesses.map((weakness) => vulnerabilityOf(weakness, names)),
    faults: faultsOfCsaf(document),
  };
}

const notesOf = (fields: Fields): string[] =>
  listOf(fields, 'notes').flatMap((note) => {
    const text = textOf(note, 'text');
    const title = textOf(note, 'title');
    return text === undefined ? [] : [title ? `${title}: ${text}` : text];
  });

function vulnerabilityOf(
  { fields, cve, status }: Weakness,
  names: ReadonlyMap<string, string>,
): Vulnerability {
  const title = textOf(fields, 'title') ?? textOf(fieldsOf(fields, 'cwe'), 'name');
  const [id] = listOf(fields, 'ids').flatMap((one) => textOf(one, 'text') ?? []);
  return {
    name: cve ?? id ?? '?',
    ...(title ? { title } : {}),
    says: notesOf(fields),
    scores: listOf(fields, 'scores').flatMap(scoresOf),
    products: Object.fromEntries(
      Object.entries(status).map(([name, ids]) => [
        name as Status,
        ids.map((product) => names.get(product) ?? product),
      ]),
    ),
    remedies: listOf(fields, 'remediations').flatMap((one) => {
      const [says, url] = [textOf(one, 'details'), textOf(one, 'url')];
      return says === undefined
        ? []
        : [{ category: textOf(one, 'category') ?? '', says, ...(url ? { url } : {}) }];
    }),
  };
}

const scoresOf = (score: Fields) =>
  ['cvss_v3', 'cvss_v2'].flatMap((name) => {
    const cvss = fieldsOf(score, name);
    const base = own(cvss, 'baseScore');
    const [severity, vector] = [textOf(cvss, 'baseSeverity'), textOf(cvss, 'vectorString')];
    if (typeof base !== 'number') return [];
    return [{ base, ...(severity ? { severity } : {}), ...(vector ? { vector } : {}) }];
  });
