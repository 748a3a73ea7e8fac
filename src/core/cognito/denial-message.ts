/**
 * The message that a user sees if a token is denied. Amazon Cognito shows the error message of the function. The reference is the request
 * ID, which identifies the log line. The message reveals nothing else.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function denialMessage(reason: string, reference: string, message?: string): string {
  if (reason === 'DENIED' && message !== undefined) {
    return message;
  }
  return reason === 'DEPLOYING'
    ? `The sign-in is being updated. Please try again in a minute. Reference: ${reference}`
    : `The sign-in could not be completed. Please try again later. Reference: ${reference}`;
}
