import type { Argument, Design, Expression, Part, RuleDesign } from './design';
import { without, withoutMembers } from '../support/shrink';

/** Without a version, an undeclared type selects one, about which there is information. */
const OPTIONAL = ['attachment', 'budget', 'naming', 'variant'] as const;

/** Smaller designs that are as harmless: nothing is left out on which the others rely. */
export function smallerOnes(design: Design): readonly Design[] {
  const { parts, clients, pool } = design;
  const replaced = (index: number, smaller: Part): Design => ({ ...design, parts: parts.map((each, at) => at === index ? smaller : each) });
  return [
    ...parts.flatMap((part, index) => part.needed ? [] : [{ ...design, parts: without(parts, index) }]),
    ...parts.flatMap((part, index) => part.rules.length < 2 ? [] : part.rules.map((_, at) =>
      replaced(index, { ...part, rules: without(part.rules, at) }))),
    // rules name clients by their position
    ...clients.length > 1 && !namesClients(parts) ? clients.map((_, index) => ({ ...design, clients: without(clients, index) })) : [],
    ...namesProviders(parts) ? [] : design.providers.map((_, index) => ({ ...design, providers: without(design.providers, index) })),
    ...OPTIONAL.flatMap(name => design[name] === undefined || (name === 'attachment' && pool.by === 'imported') ? [] : [{ ...design, [name]: undefined }]),
    ...design.tables === 'same' ? [] : [{ ...design, tables: 'same' as const }],
    ...withoutMembers(design.policy).map(policy => ({ ...design, policy })),
    ...pool.isElsewhere ? [{ ...design, pool: { ...pool, isElsewhere: undefined } }] : [],
    ...pool.hasGroups ? [{ ...design, pool: { ...pool, hasGroups: undefined } }] : [],
    ...pool.narrowsReads ? [{ ...design, pool: { ...pool, narrowsReads: undefined } }] : [],
    ...pool.requiresEmail ? [{ ...design, pool: { ...pool, requiresEmail: undefined } }] : [],
    ...pool.selfSignUp ? [{ ...design, pool: { ...pool, selfSignUp: false } }] : [],
    ...parts.flatMap((part, index) => part.needed ? [] : part.rules.flatMap((rule, at) =>
      smallerRules(rule).map(smaller => replaced(index, { ...part, rules: part.rules.map((each, position) => position === at ? smaller : each) })))),
  ];
}

const namesClients = (parts: readonly Part[]): boolean => JSON.stringify(parts).includes('"client"');
const namesProviders = (parts: readonly Part[]): boolean => /"federated"|"idpGroups"|"hasIdentity"/.test(JSON.stringify(parts));

function smallerRules(rule: RuleDesign): readonly RuleDesign[] {
  return [
    ...rule.value ? smallerExpressions(rule.value).map(value => ({ ...rule, value })) : [],
    ...rule.when ? [...rule.kind === 'deny' ? [] : [{ ...rule, when: undefined }], ...smallerExpressions(rule.when).map(when => ({ ...rule, when }))] : [],
    ...rule.preferredRole ? [{ ...rule, preferredRole: undefined }] : [],
  ];
}

/** Operands instead of a value of them; a replacement of another type gives another finding, so it is not taken. */
function smallerExpressions([operator, ...args]: Expression): readonly Expression[] {
  return args.flatMap((argument, index) => isExpression(argument)
    ? [argument, ...smallerExpressions(argument).map(smaller => [operator, ...args.map((each, at) => at === index ? smaller : each)] as const)]
    : []);
}

export const isExpression = (argument: Argument): argument is Expression => Array.isArray(argument);
