import { describe, expect, it } from 'vitest';
import { derivedId, type Paragraph, type Text } from '../index.ts';
import {
  compilationHtml,
  compileProposals,
  inserting,
  NEGOTIATION_CSS,
  rewording,
  rollingBesideHtml,
  rollingHtml,
  rollingText,
  type Stated,
  sideBySide,
  sidesHtml,
  traceHtml,
  traceStreamlined,
} from './index.ts';

const id = (name: string) => derivedId('A/TEST/2', name);
const op = (name: string, text: string): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: id(name),
  text,
});
const english: Text = {
  v: 1,
  language: 'en',
  nodes: [op('1', 'States should establish a directory;'), op('2', 'States report.')],
  notes: [],
};
const arabic: Text = {
  v: 1,
  language: 'ar',
  nodes: [op('1', 'تنشئ الدول دليلا؛'), op('3', 'تقدم الدول تقارير.')],
  notes: [],
};

const proposals: Stated[] = [
  { id: 'p1', changes: [rewording(english, id('1'), 'States shall establish a directory;')!] },
  { id: 'p2', changes: [rewording(english, id('1'), 'States may establish a directory;')!] },
  {
    id: 'p3',
    changes: [
      inserting(english, id('1'), {
        id: id('new'),
        call: 'insertion',
        words: 'States <b>ask</b> for help;',
      })!,
    ],
  },
];
const NAMES: Record<string, string[]> = { p1: ['Alderia', 'Borland'], p2: ['Cordova & Co'], p3: ['Alderia'] };
const options = {
  names: (proposal: string) => NAMES[proposal] ?? [],
  words: {
    language: 'en',
    deletes: 'delete',
    brings: 'new',
    moves: 'move',
    renames: 'rename',
    chair: 'Chair',
    partly: 'partly',
  },
};

describe('the rolling text as HTML', () => {
  const html = rollingHtml(rollingText(english, proposals), options);

  it('has what is contested in square brackets, with the names of those who ask for it', () => {
    expect(html).toContain(
      'States [<del>should</del> <cite lang="en" dir="ltr">Alderia, Borland, Cordova &amp; Co</cite>]',
    );
    expect(html).toContain('[<ins>shall</ins> <cite lang="en" dir="ltr">Alderia, Borland</cite>]');
    expect(html).toContain('[<ins>may</ins> <cite lang="en" dir="ltr">Cordova &amp; Co</cite>]');
    expect(html).toContain('OP1bis</bdi> [<ins>States &lt;b&gt;ask&lt;/b&gt; for help;</ins>');
  });

  it('needs no colour', () => {
    expect(NEGOTIATION_CSS).not.toMatch(/(?<![-\w])color:(?!inherit)/);
  });

  it('shows signs that turn the direction and words of mixed letters, and is not turned by them', () => {
    const hidden = { id: 'p4', changes: [rewording(english, id('2'), 'States \u202ereport pаypal.')!] };
    const shown = rollingHtml(rollingText(english, [hidden]), options);
    expect(shown).toContain('<mark class="odd bidi-control" title="U+202E">[U+202E]</mark>');
    expect(shown).toContain('<mark class="odd mixed-scripts" title="pаypal">pаypal</mark>');
    expect(shown).not.toContain('\u202e');
  });
});

describe('the rolling text with another language beside it', () => {
  const html = rollingBesideHtml(rollingText(english, proposals), arabic, options, 'not there');

  it('has a row for each paragraph, brackets and names on one side, the other language on the other', () => {
    const rows = html.split('\n').filter((line) => line.startsWith('<tr'));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain(`<tr id="${id('1')}"><td class="paragraph" lang="en" dir="ltr">`);
    expect(rows[0]).toContain('[<ins>shall</ins> <cite lang="en" dir="ltr">Alderia, Borland</cite>]');
    expect(rows[0]).toContain('<td lang="ar" dir="rtl">تنشئ الدول دليلا؛</td></tr>');
  });

  it('says what the other language lacks, beside what is proposed anew too', () => {
    expect(html.match(/class="lacking">not there/g)).toHaveLength(2);
    expect(html).toContain('&lt;b&gt;ask&lt;/b&gt;');
    expect(html).not.toContain('تقدم الدول تقارير');
  });
});

describe('the other views as HTML', () => {
  it('compile every proposal under its paragraph', () => {
    const html = compilationHtml(compileProposals(english, proposals), options);
    expect(html.match(/class="proposed"/g)).toHaveLength(3);
    expect(html).toContain(
      'Cordova &amp; Co</cite>: States [<del>should</del>]<ins>may</ins> establish a directory;',
    );
    expect(html).not.toContain('States report.');
  });

  it('trace a streamlined text', () => {
    const streamlined: Text = {
      ...english,
      nodes: [op('1', 'States shall establish a directory;'), op('2', 'All States report.')],
    };
    const html = traceHtml('en', traceStreamlined(english, streamlined, proposals), options);
    expect(html).toContain('<ins>shall</ins> (<cite lang="en" dir="ltr">Alderia, Borland</cite>)');
    expect(html).toContain('(<cite lang="en">Chair</cite>)');
  });

  it('set two languages side by side, each in its own direction, and say what one lacks', () => {
    const rows = sideBySide(english, arabic);
    expect(rows.map((row) => [row.label, row.left !== undefined, row.right !== undefined])).toEqual([
      ['OP1', true, true],
      ['OP2', true, false],
      ['OP2', false, true],
    ]);
    const html = sidesHtml(rows, ['en', 'ar'], 'not there');
    expect(html).toContain('<td lang="ar" dir="rtl">تنشئ الدول دليلا؛</td>');
    expect(html.match(/class="lacking"/g)).toHaveLength(2);
  });
});
