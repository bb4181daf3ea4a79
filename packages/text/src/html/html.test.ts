import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, directionOf, type Text, toHtml, toHtmlPage, walk } from '../index.ts';
import { anyText } from '../testing/index.ts';
import { readXml } from '../xml/read.ts';

const id = (place: string) => derivedId('A/TEST/1', place);
const text: Text = {
  v: 1,
  language: 'ar',
  title: { text: 'مشروع <قرار>' },
  nodes: [
    { kind: 'heading', id: id('h'), level: 2, text: 'عنوان' },
    { kind: 'paragraph', part: 'preamble', id: id('PP1'), text: 'إذ تشير،' },
    {
      kind: 'paragraph',
      part: 'operative',
      id: id('OP1'),
      text: 'تقرر\nإنشاء',
      marks: [
        { kind: 'link', from: 0, to: 4, href: 'https://a.example/?a&b' },
        { kind: 'strong', from: 0, to: 4 },
        { kind: 'note', at: 4, note: id('n') },
      ],
      children: [{ kind: 'paragraph', id: id('OP1(a)'), text: 'أولا؛' }],
    },
    { kind: 'table', id: id('t'), rows: [{ cells: [{ header: true, colspan: 2, paragraphs: [] }] }] },
  ],
  notes: [{ id: id('n'), text: 'حاشية' }],
};

describe('a text as HTML', () => {
  it('has language, direction, headings in order, labels from left to right, and notes', () => {
    const html = toHtml(text);
    expect(html).toContain('<article class="text" lang="ar" dir="rtl">');
    expect(html).toContain('<h1>مشروع &lt;قرار&gt;</h1>');
    expect(html).toContain(`<h3 id="${id('h')}">عنوان</h3>`);
    expect(html).toContain('<p>إذ تشير،</p>');
    expect(html).toContain(
      `<p><bdi class="label" dir="ltr">1.</bdi> <a href="https://a.example/?a&amp;b" rel="noopener"><strong>تقرر</strong></a>` +
        `<sup><a href="#${id('n')}" role="doc-noteref">1</a></sup><br>إنشاء</p>`,
    );
    expect(html).toContain('<bdi class="label" dir="ltr">(a)</bdi> أولا؛');
    expect(html).toContain('<th colspan="2"></th>');
    expect(html).toContain(`<li id="${id('n')}">حاشية</li>`);
  });

  it('shows working labels when asked, and keeps the ids of two texts apart', () => {
    const html = toHtml(text, { labels: 'working', prefix: 'left-' });
    expect(html).toContain('<bdi class="label" dir="ltr">PP1</bdi>');
    expect(html).toContain(`id="left-${id('OP1')}"`);
    expect(html).toContain(`href="#left-${id('n')}"`);
  });

  it('is well formed and holds no element and no attribute that runs anything, whatever the words are', () => {
    const elements = new Set(
      'article h1 h2 h3 h4 h5 h6 div p bdi strong em u a br sup table tbody tr th td section ol li'.split(
        ' ',
      ),
    );
    const attributes = new Set('class lang dir id href rel role colspan rowspan'.split(' '));
    fc.assert(
      fc.property(anyText, (any) => {
        const html = toHtml(any);
        for (const [, name] of html.matchAll(/<\/?([a-z0-9]+)/g)) expect(elements).toContain(name);
        for (const [, name] of html.matchAll(/ ([a-z]+)="/g)) expect(attributes).toContain(name);
        const page = readXml(new TextEncoder().encode(html.replaceAll('<br>', '<br/>')));
        expect(page.name).toBe('article');
        for (const { node } of walk(any)) expect(html).toContain(`id="${node.id}"`);
      }),
    );
  });

  it('can be a page by itself', () => {
    expect(toHtmlPage(text)).toMatch(
      /^<!doctype html>\n<html lang="ar" dir="rtl">.*<title>مشروع &lt;قرار&gt;<\/title>/,
    );
    expect(toHtmlPage(text)).not.toMatch(/<script|<style|style=/);
  });
});

it('the direction follows language and script', () => {
  expect(['ar', 'fa', 'he', 'ur', 'pa-Arab', 'az-Latn', 'en', 'zh-Hant', 'ar-EG'].map(directionOf)).toEqual([
    ...['rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr', 'rtl'],
  ]);
});
