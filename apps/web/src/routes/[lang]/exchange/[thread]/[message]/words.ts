import { oddIn, type Sheet, shown } from '@comity/feeds';
import type { MessageKey, Words } from '#lib/words/messages.ts';

/** Words of somebody else: what hides or turns letters is shown as its code point. */
export const others = (text: string): string => shown(text);

/** “Hidden characters: U+202E”, where there are some. */
export function sayHidden(text: string, t: Words): string | undefined {
  const signs = oddIn(text);
  return signs.length > 0 ? t('feed.hidden', { signs: signs.join(' ') }) : undefined;
}

/** A filter of a page: every word of it stands somewhere in what is shown. */
export function matcher(question: string): (...texts: readonly (string | undefined)[]) => boolean {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  return (...texts) => {
    const all = texts.join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
}

/** Whether the file names markings of TLP, and none of them is that of the message. */
export function marksDiffer(
  { markings }: Sheet,
  marking: { readonly scheme: string; readonly label: string },
): boolean {
  const named = markings.filter((each) => each.startsWith('TLP:'));
  return named.length > 0 && !named.includes(`${marking.scheme}:${marking.label}`);
}

/** Why a file is not read, by what a person would do about it; undefined where it is no matter of the file. */
export function refusalKey(code: unknown): MessageKey | undefined {
  switch (code) {
    case 'feeds.too-large':
    case 'feeds.too-deep':
    case 'feeds.too-many-values':
      return 'feed.refused.too-large';
    case 'feeds.unknown-format':
    case 'feeds.not-stix':
    case 'feeds.not-misp':
    case 'feeds.not-csaf':
      return 'feed.refused.unknown-format';
    default:
      return typeof code === 'string' && code.startsWith('feeds.') ? 'feed.refused.unreadable' : undefined;
  }
}

/** What a product status is called: `known_affected` is “Affected”. */
export const statusKey = (status: string) => `feed.products.${status.replaceAll('_', '-')}` as MessageKey;
