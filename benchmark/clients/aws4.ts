import { sign } from 'aws4';
import { send } from './hand-signed';

/** Signs with the library `aws4`, and sends the request with `node:https`. */
export function get(body: string): Promise<unknown> {
  const url = new URL(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '');
  const signed = sign({
    service: 'dynamodb',
    region: process.env.AWS_REGION,
    method: 'POST',
    host: url.host,
    path: '/',
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'DynamoDB_20120810.GetItem' },
    body,
  });
  return send(url, signed.headers ?? {}, body);
}
