import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A timestamp authority with a root of its own: openssl itself answers, so nothing here judges its own work. */
export interface Authority {
  /** The root in PEM. */
  readonly root: string;
  /** DER of an answer to the DER of a request. */
  reply(request: Uint8Array): Uint8Array;
  /** A token with this content, signed whatever the certificate is for. */
  sign(content: Uint8Array): Uint8Array;
  end(): void;
}

const CONFIG = (folder: string, usage: string, accepted: string) => `
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Timestamps for trying
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[ stamping ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,${usage}
[ tsa ]
default_tsa = authority
[ authority ]
dir = ${folder}
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
certs = ${folder}/root.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = ${accepted}
accuracy = secs:1
ess_cert_id_chain = no
`;

/** `usage` is what the certificate is for, `accepted` the hashes that are stamped. */
export function makeAuthority({ usage = 'timeStamping', accepted = 'sha256' } = {}): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const path = (name: string) => join(folder, name);
  writeFileSync(path('config'), CONFIG(folder, usage, accepted));
  writeFileSync(path('serial'), '01\n');
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  openssl(
    `req -x509 ${key} -keyout root.key -out root.pem -days 30 -config config -extensions root -subj /CN=Root`,
  );
  openssl(`req ${key} -keyout tsa.key -out tsa.csr -config config -subj /CN=Authority`);
  openssl(
    'x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out tsa.pem -days 20 -extfile config -extensions stamping',
  );
  return {
    root: readFileSync(path('root.pem'), 'utf8'),
    reply(request) {
      writeFileSync(path('request'), request);
      openssl('ts -reply -config config -queryfile request -out reply');
      return new Uint8Array(readFileSync(path('reply')));
    },
    sign(content) {
      writeFileSync(path('content'), content);
      openssl(
        'cms -sign -cades -nodetach -binary -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 -signer tsa.pem -inkey tsa.key -in content -outform DER -out token',
      );
      return new Uint8Array(readFileSync(path('token')));
    },
    end: () => rmSync(folder, { recursive: true }),
  };
}
