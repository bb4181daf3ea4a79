import type { AnyAct } from '@comity/acts';
import type { Written } from '@comity/acts/testing';
import type { Report } from '../report.ts';
import { verifyBundle } from '../verify.ts';
import { buildHistory } from './body.ts';
import { assemble, inPieces, type Parts, partsOf } from './bundle.ts';
import type { History } from './history.ts';

/** A small body to tamper with, and the verifier that looks at what comes of it. */
export interface Stage {
  readonly history: History;
  /** Verifies what a host makes of these parts. */
  verify(parts: Parts): Promise<Report>;
  /** Verifies the record as it stands, for an audience. */
  report(audience?: string): Promise<Report>;
  /** The last entry with an act of this type. */
  last(type: AnyAct['type']): Written;
}

const MIX = { exchange: 4, file: 2, passkey: 1, documents: 2, people: 2 };

export async function tamperStage(): Promise<Stage> {
  const history = await buildHistory({ participants: 3, acts: 40, mix: MIX, hub: true });
  const verify = async (parts: Parts) =>
    verifyBundle(inPieces(await assemble(parts)), { trust: history.trust });
  return {
    history,
    verify,
    report: (audience = 'public') => verify(partsOf(history, audience)),
    last: (type) => history.chronicle.written.findLast((w) => w.prepared.act.type === type)!,
  };
}

/** The codes of the faults at an entry; without one, of all. */
export const codesIn = ({ faults }: Report, index?: number): string[] =>
  faults.filter((fault) => index === undefined || fault.index === index).map(({ code }) => code);
