import { createHash, createHmac } from 'crypto';
import { Agent, request } from 'https';

const agent = new Agent({ keepAlive: true });
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signature Version 4 written only for this call: the minimum, and thus the lower bound for the others. */
export function get(body: string): Promise<unknown> {
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = process.env;
  const url = new URL(endpoint);
  const now = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    'host': url.host,
    'x-amz-date': now,
    ...token !== undefined && { 'x-amz-security-token': token },
    'x-amz-target': 'DynamoDB_20120810.GetItem',
  };
  const names = Object.keys(headers).sort();
  const canonical = ['POST', '/', '', ...names.map(name => `${name}:${headers[name]}`), '', names.join(';'), sha256(body)].join('\n');
  const scope = `${now.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, now.slice(0, 8)), region), 'dynamodb'), 'aws4_request');
  const signature = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', now, scope, sha256(canonical)].join('\n')).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return send(url, headers, body);
}

export function send(url: URL, headers: Record<string, any>, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request({ hostname: url.hostname, port: url.port, path: '/', method: 'POST', headers, agent }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
