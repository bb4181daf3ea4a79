/** What pages take of acts by name: a page that fetched the package itself at run time would bring all of it. */
export { idOfKey, newId } from '@comity/acts';
