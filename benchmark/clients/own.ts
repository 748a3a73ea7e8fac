import { callAws } from '../../lambda-src/aws/aws-call';
import { Deadline } from '../../lambda-src/aws/deadline';

/** The client of the function. */
export async function get(body: string): Promise<unknown> {
  const { answer } = await callAws({
    service: 'dynamodb',
    target: 'DynamoDB_20120810.GetItem',
    contentType: 'application/x-amz-json-1.0',
    body,
    readBytes: 1_000_000,
  }, { deadline: Deadline.ofInitialization(5000), maxAttempts: 1 });
  return answer;
}
