import { createHash, createHmac, type Hash, type Hmac } from 'crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { send } from './hand-signed';

class Sha256 {
  private readonly content: Hash | Hmac;

  constructor(secret?: any) {
    this.content = secret ? createHmac('sha256', secret) : createHash('sha256');
  }

  public update(data: any): void {
    this.content.update(data);
  }

  public async digest(): Promise<Uint8Array> {
    return this.content.digest();
  }

  public reset(): void {
    // not needed: each signature uses new objects
  }
}

/** Signs with the library of AWS, and sends the request with `node:https`. */
export async function get(body: string): Promise<unknown> {
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = process.env;
  const url = new URL(endpoint);
  const signer = new SignatureV4({ service: 'dynamodb', region, sha256: Sha256, credentials: { accessKeyId, secretAccessKey } });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: '/',
    headers: { 'host': url.host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    body,
  });
  return send(url, headers, body);
}
