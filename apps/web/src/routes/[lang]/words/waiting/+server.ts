import { json } from '@sveltejs/kit';
import { waitingSay } from '#lib/server/waiting.ts';
import type { RequestHandler } from './$types';

/** What the script for signed acts that wait says: pages that only read fetch it once an act does. */
export const GET: RequestHandler = ({ locals: { about, language } }) =>
  json(waitingSay(about.body, language), { headers: { 'cache-control': 'no-cache' } });
