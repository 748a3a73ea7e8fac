import { ClaimRule, GroupRule, ScopeRule, Subject, Value } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import type { LambdaNode } from '../local/lambda-node';
import { TestApp } from '../support/app';
import { deploy } from '../support/deploy';
import { EVENT_CASES, eventOfCase, responseOfCase } from '../support/event-cases';

const BOTH = { subjects: [Subject.USER, Subject.MACHINE] };
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

  test.each([...EVENT_CASES])('responds to $name', async each => {
    const event = eventOfCase(each);
    const { response, error } = await host.invoke(event);
    if (each.gives === 'NO_SUBJECT') {
      expect(JSON.parse(host.log.at(-1)!).reason).toBe('NO_SUBJECT');
      expect(error).toEqual({ name: 'TokenDenied', message: expect.stringMatching(/^The sign-in could not be completed\. .* Reference: local-\d+$/) });
      return;
    }
    expect(error).toBeUndefined();
    // the complete event is returned, and its response contains nothing from the request
    expect(response).toEqual({ ...event, response: responseOfCase(each) });
  });
});
