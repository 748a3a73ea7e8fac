import { OKTA_CLAIMS } from './okta-claims';
import { OKTA_LISTS } from './okta-lists';
import { OKTA_TEXTS } from './okta-texts';
import { OKTA_TIMES } from './okta-times';
import type { Peer } from './peer';

export const OKTA: Peer = {
  name: 'Okta',
  cases: [...OKTA_CLAIMS, ...OKTA_TEXTS, ...OKTA_LISTS, ...OKTA_TIMES],
  impossible: [
    { feature: 'hasWorkdayUser, findWorkdayUser', why: 'Cognito knows no Workday users; what is imported from there stands in a table' },
    { feature: 'session.amr', why: 'the event does not tell how the user was authenticated' },
    { feature: 'ID token claims in userinfo alone', why: 'Cognito asks no trigger for userInfo' },
    { feature: 'Token lifetime, by the token inline hook', why: 'lifetimes are set on the app client; the trigger cannot change them' },
  ],
  missing: [
    { feature: 'Token inline hook', why: 'rules are no code' },
  ],
};
