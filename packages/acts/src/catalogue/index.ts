import type * as z from 'zod/mini';
import * as body from './body.ts';
import * as compendium from './compendium.ts';
import * as decisions from './decisions.ts';
import * as delivery from './delivery.ts';
import * as directory from './directory.ts';
import * as documents from './documents.ts';
import * as exchange from './exchange.ts';
import * as host from './host.ts';
import * as initiatives from './initiatives.ts';
import type { ActKind } from './kinds.ts';
import * as lists from './lists.ts';
import * as mandates from './mandates.ts';
import * as negotiation from './negotiation.ts';
import * as people from './people.ts';
import * as rounds from './rounds.ts';

/** Every act there is. A type once listed is never removed and its schema never narrowed. */
export const CATALOGUE = {
  'body.founded': body.founded,
  'body.confirmed': body.confirmed,
  'body.host-changed': body.hostChanged,
  'host.time-reached': host.timeReached,
  'host.delivered': host.delivered,
  'host.unavailable': host.unavailable,
  'host.erased': host.erased,
  'host.epoch': host.epoch,
  'people.participant-invited': people.participantInvited,
  'people.root-enrolled': people.rootEnrolled,
  'people.administrators-set': people.administratorsSet,
  'people.person-added': people.personAdded,
  'people.person-removed': people.personRemoved,
  'people.key-added': people.keyAdded,
  'people.key-removed': people.keyRemoved,
  'people.key-replaced': people.keyReplaced,
  'people.authorities-set': people.authoritiesSet,
  'people.act-confirmed': people.actConfirmed,
  'people.act-challenged': people.actChallenged,
  'people.notice-given': people.noticeGiven,
  'people.notice-cancelled': people.noticeCancelled,
  'people.key-reseated': people.keyReseated,
  'directory.contact-nominated': directory.contactNominated,
  'directory.contact-amended': directory.contactAmended,
  'directory.contact-removed': directory.contactRemoved,
  'directory.key-certified': directory.keyCertified,
  'directory.key-withdrawn': directory.keyWithdrawn,
  'directory.contact-recorded': directory.contactRecorded,
  'directory.recovery-certified': directory.recoveryCertified,
  'directory.recovery-withdrawn': directory.recoveryWithdrawn,
  'directory.list-imported': lists.listImported,
  'directory.list-withdrawn': lists.listWithdrawn,
  'exchange.sent': exchange.sent,
  'exchange.acknowledged': exchange.acknowledged,
  'documents.registered': documents.registered,
  'documents.issued': documents.issued,
  'documents.withdrawn': documents.withdrawn,
  'documents.organ-registered': documents.organRegistered,
  'documents.classified': documents.classified,
  'documents.format-added': documents.formatAdded,
  'documents.agreement-recorded': documents.agreementRecorded,
  'documents.agreement-struck': documents.agreementStruck,
  'documents.submitted': documents.submitted,
  'documents.submission-withdrawn': documents.submissionWithdrawn,
  'documents.sponsored': documents.sponsored,
  'documents.sponsorship-ended': documents.sponsorshipEnded,
  'documents.initiative-presented': initiatives.initiativePresented,
  'documents.initiative-recorded': initiatives.initiativeRecorded,
  'documents.initiative-withdrawn': initiatives.initiativeWithdrawn,
  'documents.coverage-declared': initiatives.coverageDeclared,
  'documents.round-opened': rounds.roundOpened,
  'documents.round-extended': rounds.roundExtended,
  'documents.input-submitted': rounds.inputSubmitted,
  'documents.synthesis-issued': rounds.synthesisIssued,
  'documents.correction-requested': rounds.correctionRequested,
  'documents.correction-answered': rounds.correctionAnswered,
  'body.rules-changed': body.rulesChanged,
  'decisions.opened': decisions.opened,
  'decisions.extended': decisions.extended,
  'decisions.position-stated': decisions.positionStated,
  'decisions.objected': decisions.objected,
  'decisions.objection-withdrawn': decisions.objectionWithdrawn,
  'decisions.objected-unnamed': decisions.objectedUnnamed,
  'decisions.withdrawn-unnamed': decisions.withdrawnUnnamed,
  'decisions.receipt-recorded': decisions.receiptRecorded,
  'decisions.receipt-unnamed': decisions.receiptUnnamed,
  'decisions.vouched': decisions.vouched,
  'decisions.presence-stated': decisions.presenceStated,
  'decisions.presence-attested': decisions.presenceAttested,
  'decisions.announced': decisions.announced,
  'decisions.voted': decisions.voted,
  'decisions.ruled': decisions.ruled,
  'decisions.closed': decisions.closed,
  'decisions.circulated': delivery.circulated,
  'decisions.delivery-acknowledged': delivery.deliveryAcknowledged,
  'decisions.dissociated': compendium.dissociated,
  'decisions.reserved': compendium.reserved,
  'decisions.explained': compendium.explained,
  'decisions.statement-withdrawn': compendium.statementWithdrawn,
  'decisions.mandated': mandates.mandated,
  'decisions.mandate-moved': mandates.mandateMoved,
  'negotiation.opened': negotiation.opened,
  'negotiation.text-issued': negotiation.textIssued,
  'negotiation.proposed': negotiation.proposed,
  'negotiation.proposal-recorded': negotiation.proposalRecorded,
  'negotiation.joined': negotiation.joined,
  'negotiation.left': negotiation.left,
  'negotiation.position-stated': negotiation.positionStated,
  'negotiation.settled': negotiation.settled,
  'negotiation.agreement-marked': negotiation.agreementMarked,
  'negotiation.closed': negotiation.closed,
} as const satisfies Record<string, ActKind>;

export type ActType = keyof typeof CATALOGUE;
export type DataOf<T extends ActType> = z.infer<(typeof CATALOGUE)[T]['data']>;
export const isActType = (type: string): type is ActType => Object.hasOwn(CATALOGUE, type);
export const kindOf = (type: ActType): ActKind => CATALOGUE[type];
export const ACT_TYPES = Object.keys(CATALOGUE) as ActType[];
