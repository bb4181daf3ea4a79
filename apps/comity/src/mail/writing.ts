import { armoredMessage, hasOuterSeal } from '@comity/seal';
import MimeNode from 'nodemailer/lib/mime-node';

/** A sealed message on its way by mail: to one contact, so that no address of another stands in it. */
export interface SealedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Names the mail: the same again is the same mail. */
  readonly id: string;
  readonly at: Date;
  readonly ciphertext: Uint8Array;
  readonly files: readonly Uint8Array[];
}

/** What stands in the open says nothing of what is sealed. */
const SUBJECT = 'Sealed message';
const IN_THE_OPEN = 'A sealed message is attached. Open it with: comity exchange receive\r\n';

/**
 * Writes a mail around what is sealed. PGP/MIME (RFC 3156), which any mail program with OpenPGP opens; files, if there
 * are any, follow it. With the outer seal it is a plain attachment, since no mail program could open it.
 */
export function composeMail(mail: SealedMail): Promise<Buffer> {
  const { ciphertext, files, from, to, id, at } = mail;
  const isOuter = hasOuterSeal(ciphertext);
  const root = isOuter || files.length > 0 ? new MimeNode('multipart/mixed') : encryptedNode(ciphertext);
  if (isOuter) {
    root.createChild('text/plain; charset=us-ascii').setContent(IN_THE_OPEN);
    addFile(root, 'message.age', ciphertext);
  } else if (files.length > 0) {
    root.appendChild(encryptedNode(ciphertext));
  }
  const ending = isOuter ? 'age' : 'pgp';
  for (const [i, file] of files.entries()) addFile(root, `file-${i + 1}.${ending}`, file);
  root.setHeader({
    From: from,
    To: to.join(', '),
    Subject: SUBJECT,
    Date: at.toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${id}@${from.split('@').at(-1)}>`,
    'MIME-Version': '1.0',
  });
  return root.build();
}

function encryptedNode(ciphertext: Uint8Array): MimeNode {
  const node = new MimeNode('multipart/encrypted; protocol="application/pgp-encrypted"');
  const version = node.createChild('application/pgp-encrypted');
  version.setHeader('Content-Transfer-Encoding', '7bit').setContent('Version: 1\r\n');
  const sealed = node.createChild('application/octet-stream', { filename: 'message.asc' });
  sealed.setHeader('Content-Transfer-Encoding', '7bit').setContent(armoredMessage(ciphertext));
  return node;
}

function addFile(root: MimeNode, filename: string, bytes: Uint8Array): void {
  const node = root.createChild('application/octet-stream', { filename });
  node.setHeader('Content-Transfer-Encoding', 'base64').setContent(Buffer.from(bytes));
}
