/** The room directory: points of contact, their fields and keys, as each reader may see them. */

export { Directory } from './actions.ts';
export { type Mailbox, mailboxesOf } from './addresses.ts';
export { directoryApi } from './api.ts';
export { careNow } from './caring.ts';
export {
  digestOf,
  noteMail,
  notePing,
  noteWay,
  type PingOutcome,
  readWay,
  type WayOutcome,
} from './channels.ts';
export { clockOf, isZone, minutesOf } from './duty/clock.ts';
export { alarmNow, dutyApi, keepDuty, peopleOnDuty } from './duty/index.ts';
export { directoryError } from './errors.ts';
export { directoryHandlers } from './handlers.ts';
export { keepCare } from './jobs.ts';
export { keepLists, listsApi } from './lists/index.ts';
export { type NoticeLanguage, noticeLanguage } from './notice-texts.ts';
export { type Channel, wayTest } from './schema.ts';

export const directoryMigrations = new URL('./migrations/', import.meta.url);
