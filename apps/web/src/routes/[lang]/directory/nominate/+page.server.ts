import { actingOnList } from '../acting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ fetch, locals }) => actingOnList(fetch, locals);
