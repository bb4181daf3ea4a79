/** Who of the roster of a contact is on duty: schedule, hand-overs, gaps. Off the record, for the own State alone. */
export { peopleOnDuty } from './actions.ts';
export { alarmNow, keepDuty } from './alarming.ts';
export { dutyApi } from './api.ts';
