export { Frames } from '@comity/log';
