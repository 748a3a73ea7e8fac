import type { Expression, Rule, RulesetDocument } from '../../../src/core/document/document';
import { operatorOf } from '../../../src/core/operators';

/** Names of app clients, by the keys that rules use. */
type Clients = RulesetDocument['clients'];

/** A short description of a rule. */
export function summaryOf(rule: Rule, clients: Clients = {}): string {
  const textIn = (expression: Expression): string => textOf(expression, clients);
  switch (rule.kind) {
    case 'setClaim': return `set ${rule.claim} = ${textIn(rule.value)}`;
    case 'suppressClaim': return `suppress ${rule.claim}`;
    case 'keepClaims': return `keep only ${rule.claims.join(', ')}`;
    case 'addScope': return `add ${rule.list ? 'scopes' : 'scope'} ${textIn(rule.value)}`;
    case 'suppressScope': return `suppress scope ${rule.scope}`;
    case 'keepScopes': return `keep only scopes ${textIn(rule.value)}`;
    case 'setGroups': {
      const members = (['groups', 'iamRoles', 'preferredRole'] as const).flatMap(name => rule[name] ? [`${name} = ${textIn(rule[name])}`] : []);
      return `set ${members.join(', ')}`;
    }
    case 'deny': return `deny: ${rule.message}`;
  }
}

/** An expression, approximately as an author would write it. */
export function textOf({ op, args = [], of = [] }: Expression, clients: Clients = {}): string {
  const textIn = (expression: Expression): string => textOf(expression, clients);
  switch (op) {
    case 'literal': return JSON.stringify(args[0]);
    case 'slot': return `<${String(args[0])}>`;
    case 'template': return `"${of.map(part => part.op === 'literal' ? String(part.args?.[0]) : `{{${textIn(part)}}}`).join('')}"`;
    case 'attribute': return `${String(args[0])}.${[args[1]].flat().join('.')}`;
    case 'client': return `client(${[args[0]].flat().map(key => clients[String(key)] ?? String(key)).join(', ')})`;
    case 'objectOf': {
      const names = args[0] as readonly string[];
      return `{ ${of.map((member, index) => `${names[index]}: ${textIn(member)}`).join(', ')} }`;
    }
  }
  const constants = args.filter(each => each !== null && each !== undefined).map(each => JSON.stringify(each));
  const [first, ...others] = of.map(textIn);
  const { kind } = operatorOf(op);
  if (kind !== 'transform' && kind !== 'comparison') {
    return `${op}(${[...constants, ...of.map(textIn)].join(', ')})`;
  }
  return `${first}.${op}(${[...constants, ...others].join(', ')})`;
}
