/** TAXII 2.1: the whole of a server but its network, its clock and who may ask. */
export {
  answerTaxii,
  DISCOVERY,
  MAX_CONTENT,
  ROOT,
  type TaxiiHouse,
  type TaxiiRequest,
} from './answering.ts';
export {
  replyTo,
  TAXII_MEDIA_TYPE,
  TaxiiError,
  type TaxiiErrorCode,
  type TaxiiReply,
  unauthorized,
} from './errors.ts';
export { Pile } from './memory.ts';
export { DEFAULT_LIMIT, MAX_LIMIT, type Query, readQuery } from './query.ts';
export {
  type Collection,
  chosen,
  intake,
  type Page,
  type Shelf,
  type Status,
  type StatusDetail,
  type Stored,
  storedOf,
} from './shelf.ts';
