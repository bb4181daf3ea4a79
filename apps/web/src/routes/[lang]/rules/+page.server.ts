import { messageTermsIn } from '@comity/acts';
import { type Answer, get, type Rules } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { sayNumber } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const { rules, numbers, mirrors } = (await get<'/api/rules'>(fetch, '/api/rules')) as Rules;
  const messages = (await get<'/api/exchange/types'>(
    fetch,
    '/api/exchange/types',
  )) as Answer<'/api/exchange/types'>;
  return {
    words: {
      title: t('rules.title'),
      intro: t('rules.intro'),
      numbers: t('rules.numbers'),
      messages: t('rules.messages'),
      messagesNote: t(messages.adopted ? 'rules.messages-adopted' : 'rules.messages-default'),
      ladder: t('rules.ladder', messages.ladder),
      mirrors: t('rules.mirrors'),
      mirrorsNote: t(mirrors.length > 0 ? 'rules.mirrors-note' : 'rules.mirrors-none'),
    },
    mirrors: mirrors.map(({ mirror, key }) => ({ name: mirror, key: key.key })),
    types: messageTermsIn(messages, language).types.map(({ type, name, means }) => ({ type, name, means })),
    rules: rules.map((r) => ({
      id: r.rule,
      number: r.number,
      title: r.title[language] ?? Object.values(r.title)[0]!,
      language: r.title[language] ? language : Object.keys(r.title)[0]!,
    })),
    numbers: Object.entries(numbers).map(([name, value]) => ({
      name: t(`rules.number.${name}` as MessageKey),
      value: t('rules.seconds', { seconds: sayNumber(value, language) }),
    })),
  };
};
