import type { Expression } from '../../src/core/document/document';
import type { Json } from '../../src/core/document/json';
import type { OperatorName } from '../../src/core/operators';

/**
 * Expressions in tables of cases. A list starts with an operator; nested lists are its operands, and all other elements its constants.
 * A constant that is a list or a map is written `{ "constant": ... }`.
 */
export type Written = readonly unknown[];

export function parse([op, ...rest]: Written): Expression {
  const of = rest.filter((each): each is Written => Array.isArray(each)).map(parse);
  const args = rest.filter(each => !Array.isArray(each))
    .map(each => typeof each === 'object' && each !== null && 'constant' in each ? each.constant as Json : each as Json);
  return { op: op as OperatorName, ...(args.length > 0 && { args }), ...(of.length > 0 && { of }) };
}
