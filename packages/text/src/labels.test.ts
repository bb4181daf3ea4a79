import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  derivedId,
  formatText,
  insertionAfter,
  type Label,
  numberText,
  type Paragraph,
  type Part,
  renumber,
  type SubParagraph,
  type Text,
  walk,
  workingLabel,
  workingLabels,
} from './index.ts';
import { anyText } from './testing/index.ts';

const id = (place: string) => derivedId('A/TEST/1', place);
const sub = (name: string, label?: Label, ...children: SubParagraph[]): SubParagraph => ({
  kind: 'paragraph',
  id: id(name),
  text: name,
  ...(label && { label }),
  ...(children.length > 0 && { children }),
});
const top = (part: Part, name: string, label?: Label, ...children: SubParagraph[]): Paragraph => ({
  ...sub(name, label, ...children),
  part,
});
const textOf = (...nodes: Text['nodes']): Text => ({ v: 1, language: 'en', nodes, notes: [] });
const labelsIn = (text: Text) => {
  const labels = workingLabels(text);
  return walk(text).map(({ node }) => labels.get(node.id));
};

const draft = textOf(
  top('preamble', 'recalling'),
  top('preamble', 'noting'),
  top('preamble', 'also noting', { suffix: 'bis' }),
  top(
    'operative',
    'decides',
    undefined,
    sub('first'),
    sub('second', undefined, sub('i'), sub('ii')),
    sub('new', { suffix: 'bis' }),
  ),
  top('operative', 'requests'),
  top('operative', 'requests otherwise', { alt: 1 }),
  top('operative', 'or so', { alt: 2 }),
  top('operative', 'invites', { suffix: 'bis' }),
  top('operative', 'or invites', { alt: 1 }),
  top('operative', 'calls', { suffix: 'ter' }),
  top('operative', 'concludes'),
);

describe('labels', () => {
  it('follow from place, insertions and alternatives', () => {
    const all = ['PP1', 'PP2', 'PP2bis', 'OP1', 'OP1(a)', 'OP1(b)', 'OP1(b)(i)', 'OP1(b)(ii)', 'OP1(b)bis'];
    expect(labelsIn(draft)).toEqual([
      ...all,
      'OP2',
      'OP2alt',
      'OP2alt.2',
      'OP2bis',
      'OP2bisalt',
      'OP2ter',
      'OP3',
    ]);
  });

  it('count on from a number that a paragraph carries, and leave alone what is unnumbered or printed', () => {
    const report = textOf(
      top('other', 'greeting'),
      top('other', 'one', { number: 12 }),
      top('other', 'inserted', { suffix: 'bis' }),
      top('operative', 'a', { number: 5 }),
      top('operative', 'b', { unnumbered: true }),
      top('operative', 'c', { printed: '4.1' }),
      top('operative', 'd'),
    );
    expect(labelsIn(report)).toEqual([undefined, '12', '12bis', 'OP5', undefined, 'OP4.1', 'OP6']);
  });

  it('go on after z as United Nations documents do', () => {
    const children = Array.from({ length: 54 }, (_, i) => sub(`s${i}`));
    const labels = labelsIn(textOf(top('operative', 'p', undefined, ...children)));
    expect([labels[26], labels[27], labels[28], labels[52], labels[53]]).toEqual([
      ...['OP1(z)', 'OP1(aa)', 'OP1(bb)', 'OP1(zz)', 'OP1(aaa)'],
    ]);
  });
});

describe('renumbering', () => {
  it('makes plain numbers of bis and ter, leaves alternatives open, keeps every id and lists what changed', () => {
    const { text, changes } = renumber(draft);
    const all = ['PP1', 'PP2', 'PP3', 'OP1', 'OP1(a)', 'OP1(b)', 'OP1(b)(i)', 'OP1(b)(ii)', 'OP1(c)'];
    expect(labelsIn(text)).toEqual([...all, 'OP2', 'OP2alt', 'OP2alt.2', 'OP3', 'OP3alt', 'OP4', 'OP5']);
    expect(walk(text).map(({ node }) => node.id)).toEqual(walk(draft).map(({ node }) => node.id));
    expect(changes).toContainEqual({ id: id('calls'), before: 'OP2ter', after: 'OP4' });
    expect(changes.map(({ id: changed }) => changed)).not.toContain(id('requests'));
    expect(formatText(text)).toBeDefined();
    expect(renumber(text).changes).toEqual([]);
  });

  it('makes a text in its one spelling of every text, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: once } = renumber(text);
        expect(formatText(once)).toBeDefined();
        expect(renumber(once).changes).toEqual([]);
      }),
    );
  });

  it('numbers the numbered paragraphs of a report through and no others', () => {
    const report = textOf(
      top('other', 'a'),
      top('other', 'b', { number: 7 }),
      top('other', 'c', { suffix: 'bis' }),
    );
    expect(labelsIn(renumber(report).text)).toEqual([undefined, '1', '2']);
  });
});

describe('an insertion', () => {
  const siblings = draft.nodes as Paragraph[];
  it('comes after what already hangs on the same number, with the next word', () => {
    expect(insertionAfter(siblings, id('requests'))).toEqual({
      after: id('calls'),
      label: { suffix: 'quater' },
    });
    expect(insertionAfter(siblings, id('recalling'))).toEqual({
      after: id('recalling'),
      label: { suffix: 'bis' },
    });
    expect(insertionAfter(siblings, id('nowhere'))).toBeUndefined();
  });

  it('has no label once the words are used up', () => {
    const octies = [sub('p'), sub('last', { suffix: 'octies' })];
    expect(insertionAfter(octies, id('p'))).toEqual({ after: id('last') });
  });
});

it('a numbering names part and steps for whoever renders it', () => {
  const numbering = numberText(draft).get(id('ii'))!;
  expect(numbering).toEqual({ part: 'operative', steps: [{ number: 1 }, { number: 2 }, { number: 2 }] });
  expect(workingLabel(numbering)).toBe('OP1(b)(ii)');
});
