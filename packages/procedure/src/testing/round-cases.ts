import { testId } from '@comity/acts/testing';
import { clerk, document, file, sha, submitted, version } from './papers.ts';
import type { RoomCases } from './rule-cases.ts';
import type { Scene } from './scene.ts';

const round = testId('rnd', 'one');
const WEEK = 7 * 86_400;
const blob = { sha256: sha('c'), size: 100 };
const opening = (s: Scene, seconds = WEEK) => ({
  ...{ round, document, titles: { en: 'A round' }, template: blob },
  deadline: s.in(seconds),
});
const circulated = async (s: Scene) => {
  await submitted(s);
  await s.enact(clerk(s), 'documents.issued', version);
};
const opened = async (s: Scene) => {
  await circulated(s);
  await s.enact(clerk(s), 'documents.round-opened', opening(s));
};
const input = { round, language: 'en', input: blob };
const closed = async (s: Scene) => {
  await opened(s);
  s.chronicle.now += WEEK * 1000;
};
const synthesised = async (s: Scene) => {
  await closed(s);
  const { prepared } = await s.enact(clerk(s), 'documents.synthesis-issued', { round, synthesis: blob });
  return prepared.id;
};
const asked = async (s: Scene) => {
  const synthesis = await synthesised(s);
  const data = { round, synthesis, sentence: 1, asks: 'A word is missing.' };
  const { prepared } = await s.enact(s.root('alpha'), 'documents.correction-requested', data);
  return { synthesis, request: prepared.id };
};
const declined = { round, answer: 'declined' as const, reason: 'The word stands in sentence 2.' };

type RoundRule =
  | 'documents.languages-out'
  | 'documents.deadline-ahead'
  | 'documents.round-once'
  | 'documents.round-open'
  | 'documents.synthesis-after-deadline'
  | 'documents.known-synthesis'
  | 'documents.answered-once';

export const ROUND_CASES: Pick<RoomCases<'documents'>, RoundRule> = {
  'documents.languages-out': {
    allows: {
      'a round about a document in every language of the body': async (s) => {
        await circulated(s);
        return s.ask(clerk(s), 'documents.round-opened', opening(s));
      },
    },
    refuses: {
      'a round about a document that is out in one language of two': async (s) => {
        await submitted(s);
        return s.ask(clerk(s), 'documents.round-opened', opening(s));
      },
    },
  },
  'documents.deadline-ahead': {
    allows: {
      'a later deadline': async (s) => {
        await opened(s);
        const data = { round, deadline: s.in(WEEK + 1), reason: 'The platform was away.' };
        return s.ask(clerk(s), 'documents.round-extended', data);
      },
    },
    refuses: {
      'a deadline in less than a week': async (s) => {
        await circulated(s);
        return s.ask(clerk(s), 'documents.round-opened', opening(s, WEEK - 1));
      },
      'an earlier deadline': async (s) => {
        await opened(s);
        const data = { round, deadline: s.in(WEEK - 60), reason: 'Sooner.' };
        return s.ask(clerk(s), 'documents.round-extended', data);
      },
    },
  },
  'documents.round-once': {
    allows: {
      'a second round about the same document': async (s) => {
        await opened(s);
        return s.ask(clerk(s), 'documents.round-opened', { ...opening(s), round: testId('rnd', 'two') });
      },
    },
    refuses: {
      'an id that was used': async (s) => {
        await opened(s);
        return s.ask(clerk(s), 'documents.round-opened', opening(s));
      },
    },
  },
  'documents.round-open': {
    allows: {
      'an input, and another in its place': async (s) => {
        await opened(s);
        await s.enact(s.root('alpha'), 'documents.input-submitted', input);
        return s.ask(s.root('alpha'), 'documents.input-submitted', input);
      },
      'an input in the last second': async (s) => {
        await opened(s);
        s.chronicle.now += WEEK * 1000 - 1000 - 1;
        return s.ask(s.root('alpha'), 'documents.input-submitted', input);
      },
    },
    refuses: {
      'an input at the deadline': async (s) => {
        await opened(s);
        s.chronicle.now += WEEK * 1000 - 1000;
        return s.ask(s.root('alpha'), 'documents.input-submitted', input);
      },
      'an input to no round': (s) => s.ask(s.root('alpha'), 'documents.input-submitted', input),
      'an input of the secretariat': async (s) => {
        await opened(s);
        return s.ask(s.secretariat, 'documents.input-submitted', input);
      },
      'an extension after the deadline': async (s) => {
        await closed(s);
        const data = { round, deadline: s.in(WEEK), reason: 'Once more.' };
        return s.ask(clerk(s), 'documents.round-extended', data);
      },
    },
  },
  'documents.synthesis-after-deadline': {
    allows: {
      'a synthesis of a closed round': async (s) => {
        await closed(s);
        return s.ask(clerk(s), 'documents.synthesis-issued', { round, synthesis: blob });
      },
    },
    refuses: {
      'a synthesis while inputs come': async (s) => {
        await opened(s);
        return s.ask(clerk(s), 'documents.synthesis-issued', { round, synthesis: blob });
      },
      'a synthesis of no round': (s) =>
        s.ask(clerk(s), 'documents.synthesis-issued', { round, synthesis: blob }),
    },
  },
  'documents.known-synthesis': {
    allows: {
      'a request about a synthesis of the round': async (s) => {
        const synthesis = await synthesised(s);
        return s.ask(s.root('beta'), 'documents.correction-requested', {
          round,
          synthesis,
          asks: 'We said more.',
        });
      },
    },
    refuses: {
      'a request about no synthesis': async (s) => {
        await closed(s);
        const data = { round, synthesis: sha('d'), asks: 'We said more.' };
        return s.ask(s.root('beta'), 'documents.correction-requested', data);
      },
      'an answer that names the synthesis complained of': async (s) => {
        const { synthesis, request } = await asked(s);
        const data = { round, request, synthesis, answer: 'corrected' as const, reason: 'Done.' };
        return s.ask(clerk(s), 'documents.correction-answered', data);
      },
    },
  },
  'documents.answered-once': {
    allows: {
      'an answer with a reason': async (s) => {
        const { request } = await asked(s);
        return s.ask(clerk(s), 'documents.correction-answered', { ...declined, request });
      },
      'an answer with a corrected synthesis': async (s) => {
        const { request } = await asked(s);
        const data = { round, synthesis: { ...blob, sha256: file.sha256 } };
        const { prepared } = await s.enact(clerk(s), 'documents.synthesis-issued', data);
        const answer = {
          round,
          request,
          synthesis: prepared.id,
          answer: 'corrected' as const,
          reason: 'Done.',
        };
        return s.ask(clerk(s), 'documents.correction-answered', answer);
      },
    },
    refuses: {
      'a second answer': async (s) => {
        const { request } = await asked(s);
        await s.enact(clerk(s), 'documents.correction-answered', { ...declined, request });
        return s.ask(clerk(s), 'documents.correction-answered', { ...declined, request });
      },
      'an answer to nothing': async (s) => {
        await synthesised(s);
        return s.ask(clerk(s), 'documents.correction-answered', { ...declined, request: sha('d') });
      },
    },
  },
};
