/**
 * README.txt of every dossier: the same bytes in each, so that nothing can be slipped in here. Readers refuse another.
 * What one dossier proves is in the report of whoever verifies it, never in words that came with it.
 */
export const README = `A dossier of Comity
===================

This file is proof that something was entered on the record of a body of States, and that the rules of the
body allowed it there. It is verified without network and without the help of whoever made it:

    comity dossier verify FILE --trust trust.json

trust.json names the body and the key of its log. Have both from your own ministry, never from here: what
a dossier says of itself proves nothing. With --policy FILE enough witnesses of your own choice must have
cosigned; with --submitted FILE a mirror that you trust says which acts were handed to it and not logged.

What is here
  DOSSIER       what the host signed: which streams are here, how long they were, and every other file
  checkpoint    the signed head of the log, with the signatures of witnesses
  proof         that every entry here stands in that log
  entries       all entries of the subject, of the founding, and of everybody whose signature counts here
  certificates  of the sessions in which some of them signed
  openings      fields that are opened to whoever asked for this dossier; often none
  timestamp     where there is one, a timestamp token (RFC 3161) over the checkpoint
  blobs/        the files themselves, each named by its SHA-256: the founding texts, documents, keys

What it proves, and what it does not
  That these acts were signed by those whom the record names, entered in this order, and allowed.
  That a stream went no further than what is here is signed by the host, and no more than that: to be sure,
  verify the whole record (comity verify). Nothing here says what anybody thought, said elsewhere, or did
  not submit.
`;

/** Its SHA-256: a reader needs no more of it. */
export const README_SHA256 = '37ddf931e36281b1657193f96019c754a75ce2748088861a8b4cd3a49fa0edc4';
