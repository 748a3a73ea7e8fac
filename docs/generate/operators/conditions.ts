import type { DocumentationOf } from './documentation';
import type { CONDITIONS } from '../../../src/core/operators/conditions';

export const CONDITIONS_DOCUMENTATION: DocumentationOf<typeof CONDITIONS> = {
  all: {
    meaning: 'True if every condition is true. False if one is false, even if others are unknown.',
    absent: 'never',
    failed: 'unknown when no condition is false and one is unknown',
    example: "Condition.all(Condition.inGroup('staff'), Condition.hasScope('orders/read'))",
  },
  any: {
    meaning: 'True if at least one condition is true, even if others are unknown.',
    absent: 'never',
    failed: 'unknown when no condition is true and one is unknown',
    example: "Condition.any(Condition.inGroup('staff'), Condition.inGroup('partners'))",
  },
  none: {
    meaning: 'True if no condition is true; the opposite of `any`.',
    absent: 'never',
    failed: 'unknown when no condition is true and one is unknown',
    example: "Condition.none(Condition.inGroup('guests'))",
  },
  inGroup: {
    meaning: 'True if the user is in at least one of these groups.',
    absent: 'false on machine tokens',
    example: "Condition.inGroup('admins')",
  },
  hasScope: {
    meaning: 'True if at least one of these scopes was requested and the app client allows it.',
    absent: 'false when there are no scopes',
    failed: 'unknown in V1_0 events, which do not contain scopes',
    example: "Condition.hasScope('orders/read')",
  },
  client: {
    meaning: 'True if the token is for one of these app clients, which are constructs of the app.',
    absent: 'false when the event does not contain a client ID',
    failed: 'the token is denied when the ID of one of these app clients could not be loaded and the token might be for it',
    example: 'Condition.client(webClient)',
  },
  machine: {
    meaning: 'True if the token is for an app client itself (client credentials grant), not for a user.',
    absent: 'never',
    example: 'Condition.machine()',
  },
  user: {
    meaning: 'True if the token is for a user.',
    absent: 'never',
    example: 'Condition.user()',
  },
  hasFederatedIdentity: {
    meaning: 'True if the user is linked to one of these identity providers; without arguments, to any identity provider. The user can still have signed in with a password.',
    absent: 'false for local users and on machine tokens',
    example: "Condition.hasFederatedIdentity('Google')",
  },
};
