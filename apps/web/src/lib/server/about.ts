import type { paths } from '@comity/client';

export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type About = Answer<'/about.json'>;
export type Me = Answer<'/api/me'>;
export type Participant = Answer<'/api/participants'>['participants'][number];
export type House = Answer<'/api/participants/{participant}'>;
export type Contact = Answer<'/api/directory/contacts'>['contacts'][number];
export type Channels = Answer<'/api/directory/contacts/{contact}/channels'>['channels'];
export type Calls = Answer<'/api/directory/calls'>['calls'];
export type Rings = Answer<'/api/exchange/contacts/{contact}/rings'>['rings'];
export type Services = Answer<'/api/exchange/services'>['services'];
export type PingRounds = Answer<'/api/pings/rounds'>;
export type PingRound = Answer<'/api/pings/rounds/{round}'>;
export type PingCalls = Answer<'/api/pings/rounds/{round}/calls'>['calls'];
export type Document = Answer<'/api/documents'>['documents'][number];
export type Classes = Answer<'/api/document-classes'>['classes'];
export type Organs = Answer<'/api/organs'>['organs'];
export type Clock = Answer<'/api/documents/{document}/clock'>;
export type Family = Answer<'/api/documents/{document}/family'>;
export type Coverage = Answer<'/api/documents/{document}/coverage'>;
export type Readings = Answer<'/api/documents/{document}/readings'>;
export type Initiative = Answer<'/api/initiatives/{initiative}'>;
export type Round = Answer<'/api/rounds/{round}'>;
export type Compilation = Answer<'/api/rounds/{round}/compilation'>;
export type Synthesis = Answer<'/api/rounds/{round}/syntheses/{synthesis}'>;
export type Questions = Answer<'/api/questions'>;
export type Procedure = Answer<'/api/procedures/{procedure}'>;
export type Compendium = Answer<'/api/procedures/{procedure}/compendium'>;
export type Mandates = Answer<'/api/mandates'>;
export type Negotiations = Answer<'/api/negotiations'>['negotiations'];
export type Negotiation = Answer<'/api/negotiations/{document}'>;
export type NegotiationTries = Answer<'/api/negotiations/{document}/can'>;
export type NegotiatedView = Answer<'/api/negotiations/{document}/views/{view}'>;
export type FoundTexts = Answer<'/api/texts'>;
export type AgreedLanguage = Answer<'/api/agreed'>;
export type Entry = Answer<'/api/acts'>['entries'][number];
export type RegionalLists = Answer<'/api/directory/regional'>;
export type RegionalDetail = Answer<'/api/directory/regional/{regional}'>;
export type Placed = Answer<'/api/acts/{act}'>;
export type Grounds = Answer<'/api/acts/{act}/grounds'>;
export type Rules = Answer<'/api/rules'>;
export type Thread = Answer<'/api/exchange/threads'>['threads'][number];
export type Conversation = Answer<'/api/exchange/threads/{thread}'>;

type Fetch = typeof globalThis.fetch;

/** Reads JSON from the API; a problem becomes the error page with its code. */
export async function get<P extends keyof paths>(fetch: Fetch, path: P | string): Promise<Answer<P>> {
  const { error } = await import('@sveltejs/kit');
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) {
    const language = answer.headers.get('content-language') ?? 'en';
    error(answer.status, { message: body.title ?? 'Error', code: body.code, language });
  }
  return body;
}
