import type { Expression, Level, Rule, RulesetDocument, SortCondition, Source, SubjectName } from '../core/document/document';
import { targetOf } from '../core/document/expressions';
import { operatorOf } from '../core/operators';
import type { Path } from '../core/operators/result';

/** Parties in the words of the documentation. */
export const CONTROLLERS: { readonly [level in Level]: string } = {
  COGNITO: 'Amazon Cognito', OPERATOR: 'operators', PROVIDER: 'identity providers', CALLER: 'callers', USER: 'users',
};

export const SUBJECTS: { readonly [subject in SubjectName]: string } = { USER: 'users', MACHINE: 'machines' };

/** Names of app clients and descriptions of deploy-time values, by the keys that expressions use. */
export type Names = Pick<RulesetDocument, 'clients' | 'slots'>;

/** An expression, approximately as an author would write it. */
export function textOf({ op, args = [], of = [] }: Expression, names: Names): string {
  const textIn = (expression: Expression): string => textOf(expression, names);
  switch (op) {
    case 'literal': return JSON.stringify(args[0]);
    case 'slot': return `<${names.slots[String(args[0])]?.description ?? String(args[0])}>`;
    case 'template': return `"${of.map(part => part.op === 'literal' ? String(part.args?.[0]) : `{{${textIn(part)}}}`).join('')}"`;
    case 'attribute': return `${String(args[0])}${pathText(args[1] as Path)}`;
    case 'items': case 'exists': case 'count': return `${String(args[0])}.${op}()`;
    case 'element': return `element${args[0] === undefined || args[0] === null ? '' : pathText(args[0] as Path)}`;
    case 'property': return `${textIn(of[0])}${pathText(args[0] as Path)}`;
    case 'client': return `client(${(args[0] as readonly string[]).map(key => names.clients[key] ?? key).join(', ')})`;
    case 'objectOf': return `{ ${of.map((member, index) => `${(args[0] as readonly string[])[index]}: ${textIn(member)}`).join(', ')} }`;
  }
  const constants = args.filter(each => each !== null && each !== undefined).map(each => JSON.stringify(each));
  const operands = of.map(textIn);
  const [first, ...others] = operands;
  const { kind } = operatorOf(op);
  return kind === 'transform' || kind === 'comparison'
    ? `${first}.${op}(${[...constants, ...others].join(', ')})`
    : `${op}(${[...constants, ...operands].join(', ')})`;
}

/** The table or function of a source: a constant without quotes. */
export function targetText(source: Source, names: Names): string {
  const target = targetOf(source);
  return target.op === 'literal' ? String(target.args?.[0]) : textOf(target, names);
}

/** For example `sk BEGINS_WITH "ROLE#"`. */
export function sortConditionText({ attribute, comparison }: Pick<SortCondition, 'attribute' | 'comparison'>, values: readonly string[]): string {
  return `${attribute} ${comparison} ${values.join(' and ')}`;
}

/** For example `.roles[0].name`. */
function pathText(path: Path): string {
  return path.map(step => typeof step === 'number' ? `[${step}]` : `.${step}`).join('');
}

/** A short description of a rule, without its condition. */
export function summaryOf(rule: Rule, names: Names): string {
  switch (rule.kind) {
    case 'setClaim': return `set ${rule.claim} = ${textOf(rule.value, names)}`;
    case 'suppressClaim': return `suppress ${rule.claim}`;
    case 'keepClaims': return `keep only ${rule.claims.join(', ')}`;
    case 'addScope': return `add ${rule.list ? 'scopes' : 'scope'} ${textOf(rule.value, names)}`;
    case 'suppressScope': return `suppress scope ${rule.scope}`;
    case 'keepScopes': return `keep only scopes ${textOf(rule.value, names)}`;
    case 'setGroups': {
      const members = (['groups', 'iamRoles', 'preferredRole'] as const).flatMap(name => rule[name] ? [`${name} = ${textOf(rule[name], names)}`] : []);
      return `set ${members.join(', ')}`;
    }
    case 'deny': return `deny: ${rule.message}`;
  }
}
