import { json } from '@sveltejs/kit';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { RequestHandler } from './$types';

/** The words of the dialogues that any page may open: they are fetched when the first of them is. */
export const GET: RequestHandler = ({ locals }) =>
  json(messagesFor(locals.language, ['keys.', 'problem.']), { headers: { 'cache-control': 'no-cache' } });
