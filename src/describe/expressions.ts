import type { Expression, RulesetDocument, SortCondition, Source } from '../core/document/document';
import { targetOf } from '../core/document/source-keys';
import { operatorOf } from '../core/operators';
import type { Path } from '../core/operators/paths';

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
