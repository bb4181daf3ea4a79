/** @comity/verify: a bundle in, a report out. Replays a record through the rules; no server, network or clock. */
export * from './alarms.ts';
export { type RequiredBlob, requiredBlobs } from './blobs.ts';
export { VerifyError, type VerifyErrorCode } from './errors.ts';
export { CHECKS, type CheckName, FAULTS, type Fault, type FaultCode } from './faults.ts';
export { foundingWrongs } from './founding.ts';
export { assertTrust, type TrustRoot } from './host.ts';
export { reportLines } from './lines.ts';
export type { LogFiles } from './logsource.ts';
export { outcomeOf } from './outcome.ts';
export { type Replayed, Replayer, type ReplayerOptions } from './replayer.ts';
export type { CheckLine, NotProvable, Report, RootEvidence } from './report.ts';
export { heldWhole, type Seekable, seekableBlob } from './seekable.ts';
export type { Submitted } from './submitted.ts';
export type { TimeBound } from './times.ts';
export { type Options, verifyBundle, verifyLog } from './verify.ts';
export type { Witnessing } from './witnessing.ts';
