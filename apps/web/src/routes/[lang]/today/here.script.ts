/** The one script of Today: the page is whole without it. It is built by itself, so that no more than this is sent. */
import { addWhatIsKnownHere } from './here.ts';

addWhatIsKnownHere(document.querySelector('main')!);
