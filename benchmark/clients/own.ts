import { callAws } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';

/** The AWS client of the function. */
export async function get(body: string): Promise<unknown> {
  const { value } = await callAws({
    service: 'dynamodb',
    target: 'DynamoDB_20120810.GetItem',
    contentType: 'application/x-amz-json-1.0',
    body,
    maxBytes: 1_000_000,
  }, { deadline: Deadline.after(5000), maxAttempts: 1 }, response => response as object);
  return value;
}
