import { STANDARD_ATTRIBUTES } from '../../../src/core/cognito/claims';

/** Attributes that Amazon Cognito writes. The users file can set them too. */
const OF_COGNITO: readonly string[] = ['sub', 'identities', 'cognito:user_status', 'cognito:email_alias', 'cognito:phone_number_alias', 'cognito:mfa_enabled'];

export { STANDARD_ATTRIBUTES };

export const KNOWN_ATTRIBUTES: readonly string[] = [...STANDARD_ATTRIBUTES, ...OF_COGNITO];
