/** A mirror: copies a log, replays it, watches it, serves it, and takes acts that its host does not. */
export { Alarms, execAlarm, type Told } from './alarms.ts';
export { Folder } from './folder.ts';
export { Mirror, type MirrorOptions, mirrorKey, type WatchGround } from './mirror.ts';
export { eraseSubject } from './own.ts';
export { serveMirror } from './serving.ts';
