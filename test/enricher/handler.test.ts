import { ClaimRule, GroupRule, ScopeRule, Subject, Value } from '../../src';
import events from '../cases/events.json';
import type { LambdaHost } from '../local/lambda-host';
import type { LambdaNode } from '../local/lambda-node';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

const BOTH = { subjects: [Subject.USER, Subject.MACHINE] };
const GROUPS = { groupsToOverride: ['staff', 'all'], iamRolesToOverride: [] };
const SCOPES = { scopesToAdd: ['extra'] };
const OF_USER = (groups: unknown, scopes: object) => {
  const claimsToAddOrOverride = { mail: 'jane@example.com', of: 'client1' };
  return {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: { claimsToAddOrOverride },
      accessTokenGeneration: { claimsToAddOrOverride, ...scopes },
      groupOverrideDetails: groups,
    },
  };
};
const OF_MACHINE = (scopes: object) => ({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { of: 'client1' }, ...scopes } } });

interface EventCase {
  readonly name: string;
  readonly event?: Record<string, unknown>;
  readonly request?: Record<string, unknown>;
  readonly omit?: readonly string[];
  readonly gives?: unknown;
  readonly groups?: unknown;
  /** False for trigger sources that this version does not know. */
  readonly addsScopes?: false;
}

function eventOf({ event = {}, request = {}, omit = [] }: EventCase): Record<string, any> {
  const built = userEvent(event, request);
  const members = Object.entries(built.request ?? {}).filter(([name]) => !omit.includes(name));
  return 'request' in event ? built : { ...built, request: Object.fromEntries(members) };
}

describe.each<LambdaNode>([22, 24])('on Node.js %s', node => {
  let host: LambdaHost;

  beforeAll(() => {
    const app = new TestApp();
    app.enricher({
      claims: [ClaimRule.set('mail', Value.email(), BOTH), ClaimRule.set('of', Value.clientId(), BOTH)],
      scopes: [ScopeRule.add('extra', BOTH)],
      groups: [GroupRule.set({ groups: Value.listOf(Value.groups().property('[0]'), Value.literal('all')), when: Value.groups().isPresent() })],
    });
    host = deploy(app, { node });
  });
  afterAll(() => host.stop());

  test.each(events as unknown as EventCase[])('responds to $name', async each => {
    const event = eventOf(each);
    const { response, error } = await host.invoke(event);
    if (each.gives === 'NO_SUBJECT') {
      expect(error).toEqual({ name: 'TokenDenied', message: expect.stringMatching(/^The sign-in could not be completed\. .* Reference: local-\d+$/) });
      return;
    }
    const scopes = each.addsScopes === false ? {} : SCOPES;
    const expected = each.gives === 'MACHINE' ? OF_MACHINE(scopes)
      : each.gives === 'USER' || each.gives === undefined ? OF_USER(each.groups ?? GROUPS, scopes) : each.gives;
    expect(error).toBeUndefined();
    // the complete event is returned, and its response contains nothing from the request
    expect(response).toEqual({ ...event, response: expected });
  });
});
