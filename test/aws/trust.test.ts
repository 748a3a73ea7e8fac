import { execFileSync } from 'child_process';
import { X509Certificate } from 'crypto';
import { isOfAws } from '../../lambda-src/aws/trust';
import { lambdaNode } from '../local/lambda-node';

test.each([22, 24] as const)('the authorities that are trusted first are those of Amazon Trust Services, on Node.js %i', version => {
  const certificates: string[] = JSON.parse(execFileSync(lambdaNode(version), ['-p', 'JSON.stringify(tls.getCACertificates("bundled"))'], { encoding: 'utf8' }));
  const ofAws = certificates.filter(isOfAws).map(certificate => /CN=(.*)/.exec(new X509Certificate(certificate).subject)![1]);
  expect(ofAws.sort()).toEqual([
    'Amazon Root CA 1', 'Amazon Root CA 2', 'Amazon Root CA 3', 'Amazon Root CA 4', 'Starfield Services Root Certificate Authority - G2',
  ]);
});
