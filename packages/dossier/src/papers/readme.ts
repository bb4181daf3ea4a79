/** README.txt of the papers of every session. It is signed with the rest, and believed no more than a page. */
export const README = `The papers of a session
=======================

Every document that the host of a body issued for one session, in all languages, to be read without network.
Begin with index.html. To check the whole before you rely on it, on a machine of your own:

    comity documents open-bundle FILE --trust trust.json

trust.json names the body and the key of its log. Have both from your own ministry, never from here.

What is here
  PAPERS        what the host signed: which documents these are, and every other file with its hash
  index.html    the list of documents, and the same in each language (en.html, fr.html ...)
  files/        the documents: each language version as it was issued, other formats that stand on the
                record, and forms that the host made of the text for reading
  proof/        a dossier of all these documents: what was entered on the record of the body about them,
                with what is needed to judge it. Files that lie under files/ are not here a second time

What it proves, and what it does not
  That these versions and formats were issued by those whom the record names, and allowed by its rules.
  That there are no other documents of this session, and that pages and forms which the host made say what
  the issued files say, is signed by the host, and no more than that.
`;
