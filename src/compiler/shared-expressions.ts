import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/**
 * Replaces equal expressions by one object. Analyses then look at each expression once, however often rules use it, and compare expressions by
 * identity.
 */
export class SharedExpressions {
  private readonly shared = new Map<Expression, Expression>();
  private readonly byContent = new Map<string, Expression>();
  private readonly numbers = new Map<Expression, number>();

  /** The shared object that is equal to this expression. */
  public share(expression: Expression): Expression {
    const known = this.shared.get(expression) ?? this.find(expression);
    this.shared.set(expression, known);
    return known;
  }

  private find({ op, args, of }: Expression): Expression {
    const operands = of?.map(each => this.share(each));
    const content = JSON.stringify([op, args ?? [], operands?.map(each => this.numbers.get(each)) ?? []]);
    const known = this.byContent.get(content) ?? { op, ...args && { args }, ...operands && { of: operands } };
    this.byContent.set(content, known);
    this.numbers.set(known, this.numbers.get(known) ?? this.numbers.size);
    return known;
  }
}

const sizes = new WeakMap<Expression, number>();

/** The size of an expression in the document: the number of its values, conditions and entries of constants, each time they occur. */
export function sizeOf(expression: Expression): number {
  const size = sizes.get(expression) ?? sum([1, ...expression.args?.map(membersIn) ?? [], ...expression.of?.map(sizeOf) ?? []]);
  sizes.set(expression, size);
  return size;
}

function membersIn(constant: Json): number {
  return typeof constant === 'object' ? sum(Object.values(constant).map(member => 1 + membersIn(member))) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
