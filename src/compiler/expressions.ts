import { compileArguments } from './arguments';
import { clientIds } from './clients';
import { compileConstant, joinStrings, liftPart, NOTHING, secret, textParts, tokenInStructure, tooManyMembers } from './constants';
import { sizeOf, type CompileContext, type Compiled, type Position } from './context';
import { DYNAMIC_REFERENCE } from '../cdk/tokens';
import type { Expression } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { OPERATORS, operatorOf, type OperatorName } from '../core/operators';
import type { Operand, Operator } from '../core/operators/operator';
import { required } from '../options/checks';
import { placed } from '../options/options';
import { show } from '../problems/problems';
import { parseTemplate, TEMPLATE_LIMITS } from '../template/parse';
import { A_CONDITION, A_VALUE, INVALID, TEMPLATE_TEXT, type AuthorNode, type Yields } from '../values/author-node';

/** Compiles a value or condition of a rule or key. Parts with problems are reported, and replaced by `NOTHING`. */
export function compileExpression(node: AuthorNode, path: string, context: CompileContext): Expression {
  if (context.isFull) {
    return NOTHING;
  }
  const { expression } = compileNode(node, { path, place: path, inElement: false, depth: 0 }, context);
  return context.fits(sizeOf(expression), path) ? context.expressions.share(expression) : NOTHING;
}

function compileNode(node: AuthorNode, outer: Position, context: CompileContext): Compiled {
  const position = { ...outer, depth: outer.depth + 1 };
  if (position.depth > LIMITS.nesting) {
    return tooDeep(position, context);
  }
  const compiled = context.once(node, position, () => compileNew(node, position, context));
  return outer.depth + compiled.height > LIMITS.nesting ? tooDeep(position, context) : compiled;
}

/** Reports excessive nesting once for the outermost expression, whichever part is too deep. */
function tooDeep({ place }: Position, context: CompileContext): Compiled {
  context.problem({
    check: 'Limit',
    path: place,
    given: `values and conditions nested more than ${LIMITS.nesting} deep`,
    allowed: `at most ${LIMITS.nesting}`,
    fix: 'split the value, or keep the result in a table',
  });
  return { expression: NOTHING, height: 0 };
}

function leaf(expression: Expression): Compiled {
  return { expression, height: 1 };
}

function around(expression: Expression, parts: readonly Compiled[]): Compiled {
  return { expression, height: parts.reduce((most, { height }) => Math.max(most, height), 0) + 1 };
}

function compileNew(node: AuthorNode, position: Position, context: CompileContext): Compiled {
  placed(node.problems ?? [], position.path).forEach(problem => context.problem(problem));
  const count = membersOf(node);
  if (count > LIMITS.members) {
    context.problem(tooManyMembers(position.path, count));
    return leaf(NOTHING);
  }
  switch (node.op) {
    case INVALID: return leaf(reportInvalid(node, position.path, context));
    case 'literal': return leaf(compileConstant(node.args![0], position, context));
    case TEMPLATE_TEXT: return compileTemplate(node.args![0], position, context);
    case 'client': return leaf(clientIds(node.clients ?? [], position, context));
    default: return compileOperator(node, operatorOf(node.op), position, context);
  }
}

/** The number of entries that an author wrote: the names if there are any, else the operands that can be repeated. */
function membersOf({ op, args = [], of = [] }: AuthorNode): number {
  const { parameters = [], operands = [] } = OPERATORS.get(op) ?? {};
  const names = parameters.flatMap(({ type }, index) => (type === 'names' || type === 'paths') && Array.isArray(args[index]) ? [args[index].length] : []);
  return names.length > 0 ? Math.max(...names) : operands.at(-1)?.rest ? of.length - (operands.length - 1) : 0;
}

/** Reports an object that is not a Value or a Condition, unless the reason is reported already. */
function reportInvalid({ args }: AuthorNode, path: string, context: CompileContext): Expression {
  if (args) {
    const [given, yields] = args as [unknown, Yields];
    required(yields === 'value' ? A_VALUE : A_CONDITION)(given, path).forEach(problem => context.problem(problem));
  }
  return NOTHING;
}

function compileOperator(node: AuthorNode, operator: Operator<OperatorName>, position: Position, context: CompileContext): Compiled {
  const { path } = position;
  checkOperandCount(node, operator, path, context);
  if (operator.name === 'element' && !position.inElement) {
    context.problem({
      check: 'ElementOutside',
      path,
      given: 'Value.element()',
      allowed: 'Value.element() inside mapEach, filter and sortBy',
      fix: 'call one of them on the list, and use Value.element() in its argument',
    });
  }
  const args = compileArguments(node, operator, path, context);
  const parts = (node.of ?? []).map((operand, index) => compileNode(operand, operandPosition(node, operator, index, position), context));
  const of = parts.map(({ expression }) => expression);
  return around({ op: operator.name, ...(args.length > 0 && { args }), ...(of.length > 0 && { of }) }, parts);
}

function checkOperandCount(node: AuthorNode, { name, operands }: Operator, path: string, context: CompileContext): void {
  const needed = operands.filter(({ optional }) => !optional).length;
  if ((node.of?.length ?? 0) < needed) {
    context.problem({
      check: 'Operands',
      path: `${path}.${name}`,
      given: 'nothing',
      allowed: 'at least one value or condition',
      fix: `add one, or remove ${name}(...)`,
    });
  }
}

/** The receiver of a method has the path of the whole expression. Every other operand has its own path. */
function operandPosition(node: AuthorNode, operator: Operator, index: number, outer: Position): Position {
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
  return { ...position, path, ...operand.perMember && { inElement: true } };
}

function compileTemplate(text: unknown, position: Position, context: CompileContext): Compiled {
  const { path } = position;
  if (typeof text !== 'string' || text === '') {
    context.problem({ check: 'Template', path, given: show(text), allowed: 'a non-empty string', fix: 'write the string, or remove the rule' });
    return leaf(NOTHING);
  }
  if (text.includes(DYNAMIC_REFERENCE)) {
    context.problem(secret(path, show(text)));
    return leaf(NOTHING);
  }
  if ([...text].length > TEMPLATE_LIMITS.characters) {
    context.problem({
      check: 'Template',
      path,
      given: `${[...text].length} characters`,
      allowed: `at most ${TEMPLATE_LIMITS.characters} characters`,
      fix: 'build the value from parts with Value.listOf or Value.objectOf',
    });
    return leaf(NOTHING);
  }
  return compileParts(text, position, context);
}

function compileParts(text: string, position: Position, context: CompileContext): Compiled {
  const { path } = position;
  const parts: Compiled[] = [];
  let placeholders = 0;
  const textual = textParts(text, path, context);
  let start = 0;
  for (const [index, part] of textual.entries()) {
    const offset = start;
    start += typeof part === 'string' ? part.length : part.deployTime.toString().length;
    if (typeof part !== 'string') {
      parts.push(leaf(liftPart(part.deployTime, path, context)));
      continue;
    }
    if (part.lastIndexOf('{{') > part.lastIndexOf('}}') && index < textual.length - 1) {
      context.problem(tokenInStructure(`${path} (inside {{ }})`, text, context));
      return leaf(NOTHING);
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
      context.warning({ id: 'SingleBraces', path, message: `${show(text)} has a placeholder in single braces, which is not replaced`, fix: 'write placeholders as {{...}}, in a Python f-string as {{{{...}}}}' });
    }
    for (const each of parsed.parts) {
      placeholders += 'node' in each ? 1 : 0;
      parts.push('text' in each ? leaf({ op: 'literal', args: [each.text] }) : compileNode(each.node, position, context));
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
  return around(joinStrings(parts.map(({ expression }) => expression)), parts);
}
