import { execFileSync } from 'child_process';
import { X509Certificate } from 'crypto';
import { AUTHORITIES_OF_AWS } from '../../lambda-src/aws/authorities';
import { lambdaNode } from '../local/lambda-node';

const read = (certificates: readonly string[]) => certificates.map(each => new X509Certificate(each));

test('the authorities that are trusted first are those of Amazon Trust Services', () => {
  expect(read(AUTHORITIES_OF_AWS).map(({ subject }) => /CN=(.*)/.exec(subject)![1])).toEqual([
    'Amazon Root CA 1', 'Amazon Root CA 2', 'Amazon Root CA 3', 'Amazon Root CA 4', 'Starfield Services Root Certificate Authority - G2',
  ]);
});

test.each([22, 24] as const)('Node.js %i trusts them, too', version => {
  const bundled = JSON.parse(execFileSync(lambdaNode(version), ['-p', 'JSON.stringify(tls.getCACertificates("bundled"))'], { encoding: 'utf8' }));
  const fingerprints = read(bundled).map(({ fingerprint256 }) => fingerprint256);
  expect(fingerprints).toEqual(expect.arrayContaining(read(AUTHORITIES_OF_AWS).map(({ fingerprint256 }) => fingerprint256)));
});
