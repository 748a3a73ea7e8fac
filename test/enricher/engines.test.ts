import { ClaimRule, RuleMode, Value } from '../../src';
import type { LambdaNode } from '../local/lambda-node';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

/** Code that is loaded only if rules use it, in the deployed function. */
describe.each<LambdaNode>([22, 24])('on Node.js %i', node => {
  test('patterns, digests and dates', async () => {
    const app = new TestApp();
    app.enricher({
      claims: [
        ClaimRule.set('domain', Value.email().extract('@(.+)$'), { usedForAuthorization: false }),
        ClaimRule.set('pairwise', Value.sub().sha256()),
        ClaimRule.set('day', Value.literal(1795168800).formatDate('d MMMM yyyy HH:mm XXX', 'Europe/Berlin')),
      ],
    });
    const host = deploy(app, { node });
    try {
      const { response } = await host.invoke(userEvent());
      expect(response).toMatchObject({
        response: {
          claimsAndScopeOverrideDetails: {
            accessTokenGeneration: {
              claimsToAddOrOverride: {
                domain: 'example.com',
                pairwise: '0a80627d4936eb43952d81100a9be68791587655182f84e011db9787589ee5d8',
                day: '20 November 2026 11:00 +01:00',
              },
            },
          },
        },
      });
    } finally {
      await host.stop();
    }
  });

  test('code for a disabled rule is not needed', async () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('off', Value.email().extract('(x)'), { mode: RuleMode.DISABLED }), ClaimRule.set('on', Value.sub())] });
    const host = deploy(app, { node });
    try {
      const { response } = await host.invoke(userEvent());
      expect(response).toMatchObject({ response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { on: 'sub-1' } } } } });
    } finally {
      await host.stop();
    }
  });
});

test('a pattern that takes years with backtracking takes no time', () => {
  const claims = [ClaimRule.set('a', Value.literal('no match').orElse(Value.literal('x')), { when: Value.userAttribute('nickname').matches('(a+)+b(a|aa)+c') })];
  const { trace } = new TestApp().enricher({ claims }).preview({ userAttributes: { nickname: `${'a'.repeat(2000)}!` } });
  expect(trace[0].outcome).toBe('CONDITION_FALSE');
});
