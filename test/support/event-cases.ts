import { userEvent } from './deploy';
import events from '../cases/events.json';

export interface EventCase {
  readonly name: string;
  readonly event?: Record<string, unknown>;
  readonly request?: Record<string, unknown>;
  readonly omit?: readonly string[];
  readonly gives?: unknown;
  readonly groups?: unknown;
  /** False for trigger sources that this version does not know. */
  readonly addsScopes?: false;
}

export const EVENT_CASES = events as unknown as readonly EventCase[];

export function eventOfCase({ event = {}, request = {}, omit = [] }: EventCase): Record<string, any> {
  const built = userEvent(event, request);
  const members = Object.entries(built.request ?? {}).filter(([name]) => !omit.includes(name));
  return 'request' in event ? built : { ...built, request: Object.fromEntries(members) };
}

const GROUPS = { groupsToOverride: ['staff', 'all'], iamRolesToOverride: [] };
const SCOPES = { scopesToAdd: ['extra'] };

/** The `response` of rules that set the claims `mail` and `of`, add the scope `extra` and the group `all`. */
export function responseOfCase({ gives = 'USER', groups = GROUPS, addsScopes }: EventCase): unknown {
  const scopes = addsScopes === false ? {} : SCOPES;
  if (gives === 'MACHINE') {
    return { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { of: 'client1' }, ...scopes } } };
  }
  const claimsToAddOrOverride = { mail: 'jane@example.com', of: 'client1' };
  return gives !== 'USER' ? gives : {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: { claimsToAddOrOverride },
      accessTokenGeneration: { claimsToAddOrOverride, ...scopes },
      groupOverrideDetails: groups,
    },
  };
}
