// SvelteKit leaves this folder out of the types of the pages: what it does stands where it is checked.
import '#lib/browser/telling.worker.ts';
