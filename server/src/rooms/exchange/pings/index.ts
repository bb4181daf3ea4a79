/** Pings: rounds in which it is tried whether contacts can be reached; each is answered by one explicit confirmation. */
export { answerPing, readAsked } from './answering.ts';
export { listCalls, noteCall } from './calling.ts';
export { keepPings, pingJobs } from './keeping.ts';
export { isManager } from './manager.ts';
export {
  answer,
  asked,
  askedCode,
  callFilter,
  calls,
  named,
  newCall,
  newRound,
  roundOfOne,
  rounds,
  steering,
} from './schema.ts';
export { isPing, notePingMail, type PingPost } from './sending.ts';
export { startRound } from './starting.ts';
export { nameMessage, steerRound } from './steering.ts';
export { readRound, readRounds, readRules } from './views.ts';
