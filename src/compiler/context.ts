import type { IConstruct } from 'constructs';
import { Clients } from './clients';
import { Slots } from './slots';
import { SourceRegistry } from './source-registry';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import type { Operand } from '../core/operators/operator';
import type { Problem, Warning } from '../problems/problems';
import type { AuthorNode } from '../values/author-node';

/** The state of one compilation. */
export class CompileContext {
  public readonly problems: Problem[] = [];
  public readonly warnings: Warning[] = [];
  public readonly slots: Slots;
  public readonly clients: Clients;
  public readonly sources: SourceRegistry;
  public readonly expressions = new SharedExpressions();
  /** Results by author object. Each object is compiled once, however often it is used. */
  private readonly compiled = { inElement: new WeakMap<AuthorNode, Compiled>(), outside: new WeakMap<AuthorNode, Compiled>() };
  private readonly reported = new Set<string>();
  private size = 0;

  constructor(public readonly scope: IConstruct) {
    this.slots = new Slots(scope);
    this.clients = new Clients(scope);
    this.sources = new SourceRegistry(problem => this.problem(problem));
  }

  /** Reports a problem. The same mistake at the same path is reported once, as a value can be a part of several others. */
  public problem(problem: Problem): void {
    const { check, path, given } = problem;
    const mistake = JSON.stringify([check, path, given]);
    if (!this.reported.has(mistake)) {
      this.reported.add(mistake);
      this.problems.push(problem);
    }
  }

  /** Compiles an author object on its first use, and returns the same result afterwards. */
  public once(node: AuthorNode, { inElement }: Position, compile: () => Compiled): Compiled {
    const compiled = inElement ? this.compiled.inElement : this.compiled.outside;
    const known = compiled.get(node) ?? compile();
    compiled.set(node, known);
    return known;
  }

  /** Counts the size of an expression, before anything traverses it. Returns false and reports a problem if it is too large; the caller omits it. */
  public fits(size: number, path: string): boolean {
    if (size > LIMITS.size) {
      this.problem(tooLarge(path, size, `at most ${LIMITS.size}`));
      return false;
    }
    this.size += size;
    if (this.isFull) {
      this.problem(tooLarge(path, this.size, `at most ${LIMITS.totalSize} in all rules and keys together`, ', including those of the rules before'));
    }
    return !this.isFull;
  }

  /** True if the total size is exceeded. Then no more rules are compiled. */
  public get isFull(): boolean {
    return this.size > LIMITS.totalSize;
  }

  public warning(warning: Warning): void {
    if (!this.warnings.some(({ id, path }) => id === warning.id && path === warning.path)) {
      this.warnings.push(warning);
    }
  }
}

function tooLarge(path: string, size: number, allowed: string, withOthers = ''): Problem {
  return {
    check: 'Limit',
    path,
    given: `${size > MANY ? `more than ${MANY}` : size} values, conditions and entries of constants${withOthers}`,
    allowed: `${allowed}; a value that is used several times counts each time`,
    fix: 'keep values that differ in a table, or use lookup(...) instead of nested choices',
  };
}

/** Larger sizes are not shown exactly. */
const MANY = 1_000_000;

/** An expression, with its nesting depth in values and conditions. */
export interface Compiled {
  readonly expression: Expression;
  readonly height: number;
}

/** The position of an expression, which decides what is allowed there. */
export interface Position {
  readonly path: string;
  /** The path of the outermost expression. */
  readonly place: string;
  /** Inside the body of `mapEach`, `filter` or `sortBy`. */
  readonly inElement: boolean;
  /** The operand that it is for the operator around it. */
  readonly operand?: Operand;
  /** The number of values and conditions around it. */
  readonly depth: number;
}

/**
 * Replaces equal expressions by one object. Analyses then look at each expression once, however often rules use it, and compare expressions by
 * identity.
 */
class SharedExpressions {
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
