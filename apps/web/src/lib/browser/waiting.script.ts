/** The same for pages that only read, built by itself: they fetch it once an act waits. */
import type { WaitingSay } from '#lib/server/waiting.ts';
import { showWaiting } from './waiting.ts';

const place = document.getElementById('waiting')!;
void showWaiting(place, JSON.parse(place.dataset.say!) as WaitingSay);
