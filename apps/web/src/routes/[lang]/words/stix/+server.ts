import { json } from '@sveltejs/kit';
import { messagesUnder } from '#lib/server/catalogues.ts';
import type { RequestHandler } from './$types';

/** The words for what a STIX bundle holds: a thread fetches them once a message carries one. */
export const GET: RequestHandler = ({ locals }) =>
  json(messagesUnder(locals.language, ['stix.']), { headers: { 'cache-control': 'no-cache' } });
