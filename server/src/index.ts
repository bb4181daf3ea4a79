/** @comity/server: the composition of platform and rooms. */

export { about, type House } from './house.ts';
export { readHostKey, readSeed } from './keys.ts';
export { type Config, PdfPress, platformError, readConfig } from './platform/index.ts';
export {
  exportBundle,
  type Founding,
  found,
  handOver,
  type Moved,
  type Moving,
  type Standing,
  sequence,
  standingOf,
  stateFact,
  submit,
} from './rooms/record/index.ts';
export { buildApp, type HouseOptions, moveIn, openHouse, type Running, serve } from './server.ts';
