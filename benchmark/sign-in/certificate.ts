import * as fs from 'fs';
import * as path from 'path';
import { generate } from 'selfsigned';

/** The files of a certificate for this machine. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Writes a self-signed certificate with the key type of DynamoDB: RSA, 2048 bits. */
export async function writeCertificate(folder: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const files = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') };
  fs.writeFileSync(files.certificate, cert);
  fs.writeFileSync(files.key, key, { mode: 0o600 });
  return files;
}
