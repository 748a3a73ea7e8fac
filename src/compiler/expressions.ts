import { compileArguments } from './arguments';
import { clientIds } from './client-condition';
import { compileConstant, joinTexts, liftPart, NOTHING, secret, textParts, tokenInStructure, tooManyMembers } from './constants';
import type { CompileContext, Position } from './context';
import { DYNAMIC_REFERENCE } from '../cdk/tokens';
import type { Expression } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { OPERATORS, operatorOf, type OperatorName } from '../core/operators';
import type { Operand, Operator } from '../core/operators/operator';
import { show } from '../problems/problems';
import { parseTemplate, TEMPLATE_LIMITS } from '../template/parse';
import { INVALID, TEMPLATE_TEXT, type AuthorNode, type Yields } from '../values/author-node';

/** The expression of what an author wrote. What is wrong with it is reported, with something harmless in its place. */
export function compileExpression(node: AuthorNode, outer: Position, context: CompileContext): Expression {
  const position = { ...outer, depth: (outer.depth ?? 0) + 1 };
  if (position.depth > LIMITS.nesting) {
    context.problem({
      check: 'Limit',
      path: position.path,
      given: `more than ${LIMITS.nesting} values and conditions, one around the other`,
      allowed: `at most ${LIMITS.nesting}`,
      fix: 'take the value apart, or keep what it should be in a table',
    });
    return NOTHING;
  }
  const count = membersOf(node);
  if (count > LIMITS.members) {
    context.problem(tooManyMembers(position.path, count));
    return NOTHING;
  }
  switch (node.op) {
    case INVALID: return reportInvalid(node, position.path, context);
    case 'literal': return compileConstant(node.args![0], position, context);
    case TEMPLATE_TEXT: return compileTemplate(node.args![0], position, context);
    case 'client': return clientIds(node.clients ?? [], position, context);
    default: return compileOperator(node, operatorOf(node.op), position, context);
  }
}

/** How many an author wrote: the names that there are, or else what may stand there in any number. */
function membersOf({ op, args = [], of = [] }: AuthorNode): number {
  const { parameters = [], operands = [] } = OPERATORS.get(op) ?? {};
  const names = parameters.flatMap(({ type }, index) => type === 'names' && Array.isArray(args[index]) ? [args[index].length] : []);
  return names.length > 0 ? Math.max(...names) : operands.at(-1)?.rest ? of.length - (operands.length - 1) : 0;
}

function reportInvalid(node: AuthorNode, path: string, context: CompileContext): Expression {
  const [given, yields] = node.args as [unknown, Yields];
  context.problem(yields === 'value'
    ? { check: 'Value', path, given: show(given), allowed: 'a Value', fix: 'write constants as Value.literal(...), and texts with placeholders as Value.template(...)' }
    : { check: 'Condition', path, given: show(given), allowed: 'a Condition', fix: 'compare a value, as in Value.email().endsWith(...), or use one of the factories of Condition' });
  return NOTHING;
}

function compileOperator(node: AuthorNode, operator: Operator<OperatorName>, position: Position, context: CompileContext): Expression {
  const { path } = position;
  checkOperandCount(node, operator, path, context);
  if (operator.name === 'element' && !position.inElement) {
    context.problem({
      check: 'ElementOutside',
      path,
      given: 'Value.element()',
      allowed: 'inside mapEach, keepWhere and sortedBy',
      fix: 'call one of them on the list, and use Value.element() in what you give to it',
    });
  }
  const args = compileArguments(node, operator, path, context);
  const of = (node.of ?? []).map((operand, index) => compileExpression(operand, operandPosition(node, operator, index, position, context), context));
  return { op: operator.name, ...(args.length > 0 && { args }), ...(of.length > 0 && { of }) };
}

function checkOperandCount(node: AuthorNode, operator: Operator<OperatorName>, path: string, context: CompileContext): void {
  const needed = operator.operands.filter(({ optional }) => !optional).length;
  if ((node.of?.length ?? 0) < needed && operator.name !== 'listOf' && operator.name !== 'objectOf') {
    context.problem({
      check: 'Operands',
      path: `${path}.${operator.name}`,
      given: 'nothing',
      allowed: 'one at least',
      fix: 'name one, or leave the whole out',
    });
  }
}

/** The receiver of a method stands where the whole does; everything else has a place of its own. */
function operandPosition(node: AuthorNode, operator: Operator<OperatorName>, index: number, outer: Position, context: CompileContext): Position {
  const isMethod = operator.kind === 'transform' || operator.kind === 'comparison';
  const operand: Operand = operator.operands[Math.min(index, operator.operands.length - 1)];
  const position = { ...outer, operand };
  if (isMethod && index === 0) {
    return position;
  }
  const place = node.names?.[index] ?? (operand.rest ? undefined : operand.name);
  const path = place === undefined || operand.rest && !node.names
    ? `${position.path}.${operator.name}[${index - (isMethod ? 1 : 0)}]`
    : `${position.path}.${operator.name}.${place}`;
  if (!['mapEach', 'keepWhere', 'sortedBy'].includes(operator.name)) {
    return { ...position, path };
  }
  if (position.inElement) {
    context.problem({
      check: 'ElementNested',
      path,
      given: `${operator.name} inside the body of another`,
      allowed: 'one level: a body sees the member at hand alone',
      fix: 'read the nested list with Value.element(path) and work on it outside, or store the data the way the token needs it',
    });
  }
  return { ...position, path, inElement: true };
}

function compileTemplate(text: unknown, position: Position, context: CompileContext): Expression {
  const { path } = position;
  if (typeof text !== 'string' || text === '') {
    context.problem({ check: 'Template', path, given: show(text), allowed: 'a text that is not empty', fix: 'write the text, or leave the rule out' });
    return NOTHING;
  }
  if (text.includes(DYNAMIC_REFERENCE)) {
    context.problem(secret(path, show(text)));
    return NOTHING;
  }
  if ([...text].length > TEMPLATE_LIMITS.characters) {
    context.problem({
      check: 'Template',
      path,
      given: `${[...text].length} characters`,
      allowed: `at most ${TEMPLATE_LIMITS.characters} characters`,
      fix: 'build the value from parts with Value.listOf or Value.objectOf',
    });
    return NOTHING;
  }
  return compileParts(text, position, context);
}

function compileParts(text: string, position: Position, context: CompileContext): Expression {
  const { path } = position;
  const parts: Expression[] = [];
  let placeholders = 0;
  const textual = textParts(text, path, context);
  let start = 0;
  for (const [index, part] of textual.entries()) {
    const offset = start;
    start += typeof part === 'string' ? part.length : part.deployTime.toString().length;
    if (typeof part !== 'string') {
      parts.push(liftPart(part.deployTime, path, context));
      continue;
    }
    if (part.lastIndexOf('{{') > part.lastIndexOf('}}') && index < textual.length - 1) {
      context.problem(tokenInStructure(`${path} (inside {{ }})`, text));
      return NOTHING;
    }
    const parsed = parseTemplate(part, context.sources.names);
    parsed.problems.forEach(({ position: at, message }) => context.problem({
      check: 'Template',
      path,
      given: show(text),
      allowed: `at position ${offset + at}: ${message}`,
      fix: "write placeholders as {{path | transform || 'fallback'}}, and {{ itself as {{'{{'}}",
    }));
    if (/\{(?:user|client|metadata|element)\./.test(part.replace(/\{\{[^}]*\}\}/g, ''))) {
      context.warning({ id: 'SingleBraces', path, message: `${show(text)} has a placeholder in single braces, which stays as it is: placeholders are written {{...}}, in a Python f-string {{{{...}}}}` });
    }
    for (const each of parsed.parts) {
      placeholders += 'node' in each ? 1 : 0;
      parts.push('text' in each ? { op: 'literal', args: [each.text] } : compileExpression(each.node, position, context));
    }
  }
  if (placeholders > TEMPLATE_LIMITS.placeholders) {
    context.problem({
      check: 'Template',
      path,
      given: `${placeholders} placeholders`,
      allowed: `at most ${TEMPLATE_LIMITS.placeholders} placeholders`,
      fix: 'build the value from parts with Value.listOf or Value.objectOf',
    });
  }
  return joinTexts(parts);
}
