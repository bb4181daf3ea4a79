import { FeedError } from '../errors.ts';

export const TAXII_MEDIA_TYPE = 'application/taxii+json;version=2.1';
export const STIX_21 = 'application/stix+json;version=2.1';
export const STIX_20 = 'application/stix+json;version=2.0';

export interface TaxiiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, ready to be sent. */
  readonly body: string | Uint8Array;
}

/** Ends a request with an error resource (TAXII 2.1, section 3.6). */
export class TaxiiError extends Error {
  readonly status: number;
  readonly code: TaxiiErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: TaxiiErrorCode,
    title: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(title);
    this.name = 'TaxiiError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export type TaxiiErrorCode =
  | 'taxii.unauthorized'
  | 'taxii.no-such-place'
  | 'taxii.no-such-collection'
  | 'taxii.no-such-object'
  | 'taxii.no-such-status'
  | 'taxii.cannot-read'
  | 'taxii.cannot-write'
  | 'taxii.cannot-delete'
  | 'taxii.not-acceptable'
  | 'taxii.wrong-media-type'
  | 'taxii.method-not-allowed'
  | 'taxii.bad-filter'
  | 'taxii.bad-next'
  | 'taxii.too-large'
  | 'taxii.bad-envelope'
  | 'taxii.wrong-host'
  | 'taxii.failed';

export const reply = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): TaxiiReply => textReply(status, JSON.stringify(value), headers);

export const textReply = (
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): TaxiiReply => ({
  status,
  headers: { 'content-type': TAXII_MEDIA_TYPE, ...headers },
  body,
});

/** The error resource for what ended a request; anything unforeseen is thrown on, for the host to hide. */
export function replyTo(error: unknown): TaxiiReply {
  if (error instanceof FeedError)
    return resource(error.code === 'feeds.too-large' ? 413 : 422, error.code, error.message, {});
  if (error instanceof TaxiiError) return resource(error.status, error.code, error.message, error.headers);
  throw error;
}

const resource = (status: number, code: string, title: string, headers: Readonly<Record<string, string>>) =>
  reply(status, { title, error_code: code, http_status: String(status) }, headers);

/** For whoever brings no valid credentials. */
export const unauthorized = (challenges: string): TaxiiReply =>
  replyTo(
    new TaxiiError(401, 'taxii.unauthorized', 'The request brings no valid credentials.', {
      'www-authenticate': challenges,
    }),
  );
