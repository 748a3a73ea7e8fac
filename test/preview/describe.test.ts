import { ClaimRule, Condition, DenyRule, RuleMode, ScopeRule, Value, type PreviewProps } from '../../src';
import { TestApp } from '../support/app';

function describe(props: PreviewProps): string {
  const app = new TestApp();
  const profile = app.source();
  return app.enricher({
    claims: [
      ClaimRule.set('plan', profile.attribute('plan'), { description: 'the | plan', when: Condition.inGroup('staff') }),
      ClaimRule.set('next', Value.literal(1), { mode: RuleMode.SHADOW }),
      ClaimRule.suppress('email'),
    ],
    scopes: [ScopeRule.add('orders/read')],
    deny: [DenyRule.when(profile.attribute('blocked').isTrue(), 'Your account is blocked')],
  }).preview({ username: 'jane', userAttributes: { sub: 'sub-1', email: 'jane@example.com' }, groups: ['staff'], ...props }).describe();
}

test('the claims that rules change, before and after, rules and reads', () => {
  expect(describe({ items: { profile: { plan: 'gold' } } })).toBe(`## ID token

| Claim | Before | After | Rules |
| --- | --- | --- | --- |
| \`email\` | \`"jane@example.com"\` | none | claims[2] |
| \`plan\` | none | \`"gold"\` | claims[0] |

## Access token

| Claim | Before | After | Rules |
| --- | --- | --- | --- |
| \`plan\` | none | \`"gold"\` | claims[0] |
| \`scope\` | \`"openid"\` | \`"openid orders/read"\` | scopes[0] |

## Rules

| Rule | Effect | Condition | Outcome | Description |
| --- | --- | --- | --- | --- |
| deny[0] | \`deny: Your account is blocked\` | \`profile.blocked.isTrue()\` | CONDITION_FALSE |  |
| claims[0] | \`set plan = profile.plan\` | \`inGroup("staff")\` | APPLIED | the \\| plan |
| claims[1] | \`set next = 1\` |  | APPLIED (shadow) |  |
| claims[2] | \`suppress email\` |  | APPLIED |  |
| scopes[0] | \`add scope "orders/read"\` |  | APPLIED |  |

## Reads

| Source | From | Key | Outcome | Items |
| --- | --- | --- | --- | --- |
| profile | \`<Table/Resource.Ref>\` | \`id = "sub-1"\` | FOUND | 1 |

## Assumptions

- the preview assumes that the app client can read all attributes: set \`client\` to use the read attributes of an app client
- deploy-time values are shown as markers: Table/Resource.Ref
`);
});

test('a denial, with its reason', () => {
  const text = describe({ items: { profile: { blocked: 'yes' } } });
  expect(text).toMatch(/^Denied with DENY_UNKNOWN by deny\[0\]: /);
  expect(text).toContain('| deny[0] | `deny: Your account is blocked` | `profile.blocked.isTrue()` | DENIED | profile.blocked is a string, not a boolean |');
});

test('nothing of the time of the request', () => {
  const props = { items: { profile: { plan: 'gold' } } };
  expect(describe({ ...props, now: new Date(0) })).toBe(describe({ ...props, now: new Date() }));
});

test('texts of the author and values stay where they are', () => {
  const app = new TestApp();
  const enricher = app.enricher({
    deny: [DenyRule.when(Condition.inGroup('closed'), 'Closed for <b>now</b>')],
    claims: [ClaimRule.set('a', Value.template('x\n\n## scopes[0]\n\n{{user.sub}}'), { description: 'one\n\n## two <i>' })],
  });
  expect(enricher.describe().split('\n').filter(line => line.startsWith('## '))).toEqual(['## deny[0]', '## claims[0]: one ## two \\<i>']);
  expect(enricher.preview({ groups: ['closed'] }).describe()).toMatch(/^Denied with DENIED by deny\[0\]: Closed for \\<b>now\\<\/b>\n/);
});

test('no change', () => {
  const text = new TestApp().enricher({ claims: [ClaimRule.set('a', Value.literal('b'), { when: Condition.inGroup('x') })] }).preview().describe();
  expect(text).toMatch(/^No rule changes the tokens\.\n\n## Rules\n/);
});
