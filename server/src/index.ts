/** @comity/server: the composition of platform and rooms. */

export { about, type House } from './house.ts';
export { readSeed } from './keys.ts';
export { type Config, platformError, readConfig } from './platform/index.ts';
export { type Founding, found } from './rooms/record/index.ts';
export { buildApp, type HouseOptions, openHouse, type Running, serve } from './server.ts';
