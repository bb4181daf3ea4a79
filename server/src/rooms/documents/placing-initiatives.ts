import { isHost } from '@comity/acts';
import type { Tx } from '../../platform/index.ts';
import type { Placed } from '../record/index.ts';
import { insertCoverage, insertInitiative, insertInitiativeWithdrawal } from './store-initiatives.ts';

export function placeInitiative(tx: Tx, { submission: { act }, index, received }: Placed): void {
  if (isHost(act.actor)) return;
  const { participant } = act.actor;
  const at = { index, received: new Date(received) };
  switch (act.type) {
    case 'documents.initiative-presented': {
      // Presented when it was received: nobody can date an initiative of its own back.
      const presented = at.received.toISOString().slice(0, 10);
      insertInitiative(tx, { ...act.data, ...at, presented, presenters: [participant], signed: true });
      return;
    }
    case 'documents.initiative-recorded':
      insertInitiative(tx, { ...act.data, ...at, presenters: act.data.participants, signed: false });
      return;
    case 'documents.initiative-withdrawn':
      insertInitiativeWithdrawal(tx, { ...act.data, index });
      return;
    case 'documents.coverage-declared':
      insertCoverage(tx, { ...act.data, ...at, participant });
      return;
  }
}
