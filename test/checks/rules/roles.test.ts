import { CfnParameter } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Condition, GroupRule, RuleMode, Value, type TokenEnricherProps } from '../../../src';
import { TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const [A, B, C] = ['a', 'b', 'c'].map(arn);
const roles = (iamRoles: Value | undefined, preferredRole?: Value) => (): Partial<TokenEnricherProps> =>
  ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles, preferredRole })] });
const AB = Value.literal([A, B]);
const created = (app: TestApp, name: string) => new Role(app.stack, name, { assumedBy: new AccountRootPrincipal() }).roleArn;


describeCheck('Role', {
  invalid: [
    { name: 'a preferred role that is not one of the roles', props: roles(AB, Value.literal(C)), says: ['groups[0].preferredRole', C, `one of the roles of the rule: '${A}', '${B}'`, 'add the role to iamRoles'] },
    { name: 'a preferred role without roles', props: roles(Value.literal([]), Value.literal(C)), says: ['groups[0].preferredRole', 'one of the roles of the rule: none'] },
    { name: 'roles that are chosen, none of them preferred', props: roles(Value.choose(Condition.inGroup('x'), Value.literal([A]), Value.literal([B])), Value.literal(C)), says: ['groups[0].preferredRole'] },
    { name: 'two rules, whose roles are all others', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal([A]), preferredRole: Value.literal(C), when: Condition.inGroup('x') }), GroupRule.set({ iamRoles: Value.literal([B]), preferredRole: Value.literal(B), when: Condition.inGroup('y') })] }), says: ['groups[0].preferredRole', `one of the roles of the rules: '${A}', '${B}'`, 'has 1 problem:'] },
    { name: 'roles of another rule, always', props: () => ({ groups: [GroupRule.set({ iamRoles: AB }), GroupRule.set({ preferredRole: Value.literal(C), when: Condition.inGroup('x') })] }), says: ['groups[1].preferredRole'] },
    { name: 'a role of a rule in shadow', props: () => ({ groups: [GroupRule.set({ iamRoles: AB, preferredRole: Value.literal(C) }), GroupRule.set({ iamRoles: Value.literal([C]), mode: RuleMode.SHADOW })] }), says: ['groups[0].preferredRole'] },
    { name: 'a role that is no ARN', props: roles(Value.literal([A, 'admin'])), says: ['groups[0].iamRoles', "'admin'", 'the roleArn of the role'] },
    { name: 'a role of another service', props: roles(Value.literal(['arn:aws:iam::123456789012:user/jane'])), says: ['groups[0].iamRoles'] },
    { name: 'a preferred role that is no ARN', props: roles(AB, Value.groups().lookup({ x: 'admin' }).first()), says: ['groups[0].preferredRole', "'admin'"] },
    { name: 'a role of the app that is not one of the roles of the app', props: app => roles(Value.literal([created(app, 'Reader'), created(app, 'Writer')]), Value.literal(created(app, 'Admin')))(), says: ['groups[0].preferredRole', "given:   'Admin", "one of the roles of the rule: 'Reader"] },
    { name: 'a role of the app, chosen by group', props: app => roles(Value.listOf(Value.literal(created(app, 'Reader'))), Value.choose(Condition.inGroup('x'), Value.literal(created(app, 'Admin')), Value.literal(created(app, 'Writer'))))(), says: ["' or '"] },
    { name: 'a role of the app without roles', props: app => roles(Value.listOf(), Value.literal(created(app, 'Admin')))(), says: ['one of the roles of the rule: none'] },
  ],
  valid: [
    { name: 'a role of the app that is one of the roles', props: app => { const role = created(app, 'Admin'); return roles(Value.literal([created(app, 'Reader'), role]), Value.literal(role))(); } },
    { name: 'a role of the app, and ARNs, one of which may be its own', props: app => roles(AB, Value.literal(created(app, 'Admin')))() },
    { name: 'an ARN, and roles of the app, one of which may have it', props: app => roles(Value.literal([created(app, 'Reader')]), Value.literal(A))() },
    { name: 'a role that only the deployment knows', props: app => roles(Value.literal([created(app, 'Reader')]), Value.literal(new CfnParameter(app.stack, 'RoleArn').valueAsString))() },
    { name: 'a preferred role that is one of the roles', props: roles(AB, Value.literal(B)) },
    { name: 'a preferred role that can be one of the roles', props: roles(AB, Value.choose(Condition.inGroup('x'), Value.literal(B), Value.literal(C))) },
    { name: 'roles of a table', props: app => ({ groups: [GroupRule.set({ iamRoles: app.source().attribute('roles'), preferredRole: Value.literal(C) })] }) },
    { name: 'a preferred role of a table', props: app => ({ groups: [GroupRule.set({ iamRoles: AB, preferredRole: app.source().attribute('role') })] }) },
    { name: 'roles of another rule, for some users', props: () => ({ groups: [GroupRule.set({ iamRoles: AB, when: Condition.inGroup('x') }), GroupRule.set({ preferredRole: Value.literal(C) })] }) },
    { name: 'roles of another rule out of a table', props: app => ({ groups: [GroupRule.set({ iamRoles: AB, preferredRole: Value.literal(C) }), GroupRule.set({ iamRoles: app.source().attribute('roles'), when: Condition.inGroup('x') })] }) },
    { name: 'roles of another rule', props: () => ({ groups: [GroupRule.set({ iamRoles: AB, preferredRole: Value.literal(C), when: Condition.inGroup('x') }), GroupRule.set({ iamRoles: Value.literal([C]), when: Condition.inGroup('y') })] }) },
    { name: 'no preferred role, as the list is empty', props: roles(Value.listOf(), Value.listOf().first()) },
    { name: 'no preferred role, and constant roles', props: roles(AB, Value.listOf().first()) },
    { name: 'a role of which the start is known', props: roles(Value.groups().mapEach(Value.template('arn:aws:iam::123456789012:role/{{element}}'))) },
    { name: 'a start of no ARN', props: roles(Value.groups().withPrefix('role/')) },
    { name: 'a disabled rule', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal(['admin']), preferredRole: Value.literal(C), mode: RuleMode.DISABLED })] }) },
    { name: 'roles in another partition', props: roles(Value.literal(['arn:aws-cn:iam::123456789012:role/path/a'])) },
  ],
});

describeWarning('PreferredRole', {
  invalid: [
    { name: 'a preferred role alone', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C) })] }), says: ['groups[0].preferredRole', 'must be one of the roles of the user', 'set iamRoles too', 'such as Condition.inGroup(...)'] },
    { name: 'a preferred role for those without a group', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C), when: Condition.none(Condition.inGroup('x')) })] }), says: ['groups[0].preferredRole'] },
    { name: 'a preferred role by something else', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C), when: Condition.hasFederatedIdentity('Okta') })] }), says: ['groups[0].preferredRole'] },
    { name: 'the roles that the user has', props: roles(Value.iamRoles(), Value.literal(C)), says: ['groups[0].preferredRole'] },
    { name: 'a preferred role of the app', props: app => ({ groups: [GroupRule.set({ preferredRole: Value.literal(created(app, 'Admin')) })] }), says: ['groups[0].preferredRole'] },
    { name: 'groups of another rule', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C) }), GroupRule.set({ groups: Value.groups().limit(1), when: Condition.inGroup('x') })] }), says: ['groups[0].preferredRole'] },
    { name: 'roles of a rule in shadow', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C) }), GroupRule.set({ iamRoles: Value.literal([C]), mode: RuleMode.SHADOW })] }), says: ['groups[0].preferredRole'] },
    { name: 'a preferred role by group', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.groups().lookup({ x: A, y: B }).first() })] }), says: ['groups[0].preferredRole'] },
  ],
  valid: [
    { name: 'a preferred role that is one of the roles', props: roles(AB, Value.literal(B)) },
    { name: 'no preferred role, as the list is empty', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.listOf().first() })] }) },
    { name: 'a preferred role of another rule', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C) }), GroupRule.set({ preferredRole: Value.iamRoles().first(), when: Condition.inGroup('x') })] }) },
    { name: 'a disabled rule', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C), mode: RuleMode.DISABLED })] }) },
    { name: 'a preferred role for a group', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C), when: Condition.inGroup('x') })] }) },
    { name: 'a preferred role for those who have it', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal(C), when: Value.iamRoles().hasMember(C) })] }) },
    { name: 'one of the roles that the user has', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.iamRoles().first() })] }) },
    { name: 'roles of another rule', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal([C]) }), GroupRule.set({ preferredRole: Value.literal(C), when: Condition.inGroup('x') })] }) },
  ],
});
