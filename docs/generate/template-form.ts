import { OPERATORS } from '../../src/core/operators';
import { parseTemplate } from '../../src/template/parse';
import { nodeOf, type AuthorNode } from '../../src/values/author-node';

/** Placeholders for the examples of transforms, by input type. */
const SUBJECTS: Readonly<Record<string, string>> = { string: 'user.name', list: 'groups', number: 'now', boolean: 'user.email_verified' };

/** Operators that are roots of paths in templates. */
const ROOTS: Readonly<Record<string, string>> = {
  clientId: 'client', groups: 'groups', scopes: 'scopes', triggerSource: 'trigger', userPoolId: 'pool', region: 'region', identityProvider: 'provider',
};
const OF_USER: readonly string[] = ['sub', 'email', 'username', 'verifiedEmail', 'verifiedPhoneNumber', 'iamRoles', 'preferredRole'];

/** The template form of an operator, made from its example if possible; undefined if it cannot be used in templates. */
export function templateForm(name: string, example: unknown): string | undefined {
  const node = find(nodeOf(example, 'value'), name) ?? find(nodeOf(example, 'condition'), name);
  const form = node && (written(node) ?? onItsOwn(node));
  if (form === undefined) {
    return undefined;
  }
  const { problems } = parseTemplate(`{{${form}}}`, ['profile', 'tenant', 'memberships']);
  if (problems.length > 0) {
    throw new Error(`${name}: {{${form}}} is not a valid template: ${problems[0].message}`);
  }
  return `{{${form}}}`;
}

function find(node: AuthorNode, op: string): AuthorNode | undefined {
  return node.op === op ? node : node.of?.map(operand => find(operand, op)).find(found => found !== undefined);
}

/** The template form of a chain of operators; undefined if templates do not support one of them. */
function written({ op, args = [], of = [], source }: AuthorNode): string | undefined {
  if (OPERATORS.get(op)?.template) {
    const subject = written(of[0]);
    return subject === undefined ? undefined : piped(subject, op, args);
  }
  switch (op) {
    case 'userAttribute': return `user.${String(args[0])}`;
    case 'untrustedClientMetadata': return `metadata.${String(args[0])}`;
    case 'attribute': return `${source!.sourceName}.${String(args[0])}`;
    case 'now': return 'now';
    case 'element': return args.length === 0 ? 'element' : `element.${String(args[0])}`;
    case 'firstOf': return of.map(written).includes(undefined) ? undefined : of.map(written).join(' || ');
    default: return OF_USER.includes(op) ? `user.${op}` : ROOTS[op];
  }
}

/** The template form of a transform of a default placeholder, if the input in the example has no template form. */
function onItsOwn({ op, args = [] }: AuthorNode): string | undefined {
  const operator = OPERATORS.get(op);
  return operator?.template ? piped(SUBJECTS[operator.operands[0].accepts?.[0] ?? 'string'], op, args) : undefined;
}

function piped(subject: string, op: string, args: readonly unknown[]): string {
  const required = args.filter((arg, index) => !(OPERATORS.get(op)!.parameters[index]?.optional && arg === false));
  return `${subject} | ${op}${required.length > 0 ? `(${required.map(constant).join(', ')})` : ''}`;
}

function constant(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
}
