/** A witness of logs: ours, and any other that speaks C2SP. */
export { holdFolder, openIdentity, type WitnessIdentity } from './folder.ts';
export { addLogs, followLogs, logsPath, readLogs } from './logs.ts';
export { witnessServer } from './serving.ts';
export { Witness } from './witness.ts';
