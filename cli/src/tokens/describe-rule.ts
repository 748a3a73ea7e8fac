import type { Expression, Rule } from '../../../src/ruleset/document';

/** Operators that an author writes before what they work on; all others are methods of it. */
const FUNCTIONS: ReadonlySet<string> = new Set(['all', 'any', 'none', 'firstOf', 'choose', 'listOf']);

/** What a rule does, in a few words. */
export function summaryOf(rule: Rule): string {
  switch (rule.kind) {
    case 'setClaim': return `set ${rule.claim} = ${textOf(rule.value)}`;
    case 'suppressClaim': return `suppress ${rule.claim}`;
    case 'keepClaims': return `keep only ${rule.claims.join(', ')}`;
    case 'addScope': return `add ${rule.list ? 'scopes' : 'scope'} ${textOf(rule.value)}`;
    case 'suppressScope': return `suppress scope ${rule.scope}`;
    case 'keepScopes': return `keep only scopes ${textOf(rule.value)}`;
    case 'setGroups': {
      const members = (['groups', 'iamRoles', 'preferredRole'] as const).flatMap(name => rule[name] ? [`${name} = ${textOf(rule[name])}`] : []);
      return `set ${members.join(', ')}`;
    }
    case 'deny': return `deny: ${rule.message}`;
  }
}

/** An expression as an author would write it, more or less. */
export function textOf({ op, args = [], of = [] }: Expression): string {
  switch (op) {
    case 'literal': return JSON.stringify(args[0]);
    case 'slot': return `<${String(args[0])}>`;
    case 'template': return `"${of.map(part => part.op === 'literal' ? String(part.args?.[0]) : `{{${textOf(part)}}}`).join('')}"`;
    case 'attribute': return `${String(args[0])}.${[args[1]].flat().join('.')}`;
    case 'objectOf': {
      const names = args[0] as readonly string[];
      return `{ ${of.map((member, index) => `${names[index]}: ${textOf(member)}`).join(', ')} }`;
    }
  }
  const constants = args.filter(each => each !== null && each !== undefined).map(each => typeof each === 'object' ? JSON.stringify(each) : JSON.stringify(each));
  const [first, ...others] = of.map(textOf);
  if (first === undefined || FUNCTIONS.has(op)) {
    return `${op}(${[...constants, ...of.map(textOf)].join(', ')})`;
  }
  return `${first}.${op}(${[...constants, ...others].join(', ')})`;
}
