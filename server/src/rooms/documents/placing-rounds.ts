import { isHost } from '@comity/acts';
import type { Tx } from '../../platform/index.ts';
import type { Placed } from '../record/index.ts';
import {
  insertAnswer,
  insertExtension,
  insertInput,
  insertRequest,
  insertRound,
  insertSynthesis,
} from './store-rounds.ts';

export function placeRound(tx: Tx, { submission: { act }, id, index, received }: Placed): void {
  if (isHost(act.actor)) return;
  const { participant } = act.actor;
  const at = { index, received: new Date(received) };
  switch (act.type) {
    case 'documents.round-opened':
      insertRound(tx, { ...act.data, ...at, template: act.data.template.sha256 });
      return;
    case 'documents.round-extended':
      insertExtension(tx, { ...act.data, ...at });
      return;
    case 'documents.input-submitted':
      insertInput(tx, { ...act.data, ...at, act: id, participant, sha256: act.data.input.sha256 });
      return;
    case 'documents.synthesis-issued':
      insertSynthesis(tx, { ...act.data, ...at, act: id, sha256: act.data.synthesis.sha256 });
      return;
    case 'documents.correction-requested':
      insertRequest(tx, { ...act.data, ...at, act: id, participant });
      return;
    case 'documents.correction-answered':
      insertAnswer(tx, { ...act.data, ...at });
      return;
  }
}
