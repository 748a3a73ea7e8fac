import type { WarningCheck } from './check';
import { placeOf } from '../../core/document/expressions';

/** Claims to which a standard gives a meaning. */
const STANDARDS: ReadonlyMap<string, string> = new Map([
  ['may_act', 'RFC 8693, section 4.4: the party that may act for the subject'],
  ['cnf', 'RFC 7800: the key that the bearer must prove to possess'],
  ['sid', 'OpenID Connect Front-Channel Logout 1.0, section 3: the session at the issuer'],
  ['authorization_details', 'RFC 9396, section 9.1: the permissions that were requested and granted'],
]);

/** Claims that readers understand by a standard. */
export const STANDARD_CLAIM: WarningCheck = {
  id: 'StandardClaim',
  finds: 'a claim to which a standard gives a meaning that Amazon Cognito does not check',
  warnings: ({ document }) => document.rules.flatMap(rule => {
    const standard = rule.kind === 'setClaim' && rule.mode !== 'DISABLED' ? STANDARDS.get(rule.claim) : undefined;
    return standard === undefined ? [] : [{
      id: 'StandardClaim',
      path: placeOf(rule, 'claim'),
      message: `readers understand the claim by ${standard}. Amazon Cognito does not check it`,
      fix: 'make sure that the value has this meaning',
    }];
  }),
};
