import type { IConstruct } from 'constructs';
import { Clients } from './clients';
import { SharedExpressions } from './shared-expressions';
import { Slots } from './slots';
import { SourceRegistry } from './source-registry';
import type { Expression } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import type { Operand } from '../core/operators/operator';
import type { Problem, Warning } from '../problems/problems';
import type { AuthorNode } from '../values/author-node';

/** What one compilation gathers. */
export class CompileContext {
  public readonly problems: Problem[] = [];
  public readonly warnings: Warning[] = [];
  public readonly slots: Slots;
  public readonly clients: Clients;
  public readonly sources: SourceRegistry;
  public readonly expressions = new SharedExpressions();
  /** Results by author object, which is compiled once however often it is used. */
  private readonly compiled = { inElement: new WeakMap<AuthorNode, Compiled>(), outside: new WeakMap<AuthorNode, Compiled>() };
  private readonly reported = new Set<string>();
  private size = 0;

  constructor(public readonly scope: IConstruct) {
    this.slots = new Slots(scope);
    this.clients = new Clients(scope);
    this.sources = new SourceRegistry(problem => this.problem(problem));
  }

  /** The same mistake at the same place counts once: a value can be part of several. */
  public problem(problem: Problem): void {
    const { check, path, given } = problem;
    const mistake = JSON.stringify([check, path, given]);
    if (!this.reported.has(mistake)) {
      this.reported.add(mistake);
      this.problems.push(problem);
    }
  }

  /** The expression of an author object, which is compiled once, however often it is used. */
  public once(node: AuthorNode, { inElement }: Position, compile: () => Compiled): Compiled {
    const compiled = inElement ? this.compiled.inElement : this.compiled.outside;
    const known = compiled.get(node) ?? compile();
    compiled.set(node, known);
    return known;
  }

  /** Counts an expression before anything walks over it. One that is too large is reported, and left out by the caller. */
  public fits(size: number, path: string): boolean {
    if (size > LIMITS.size) {
      this.problem(tooLarge(path, size, `at most ${LIMITS.size}`));
      return false;
    }
    this.size += size;
    if (this.isFull) {
      this.problem(tooLarge(path, this.size, `at most ${LIMITS.totalSize} in all rules and keys together`, ', with those of the rules before'));
    }
    return !this.isFull;
  }

  /** No more of rules is compiled. */
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
    given: `${size > MANY ? `more than ${MANY}` : size} values, conditions and members of constants${withOthers}`,
    allowed: `${allowed}; what is used several times counts each time`,
    fix: 'keep what differs in a table, or look it up with lookup(...) instead of choosing between values that hold each other',
  };
}

/** Nobody wants to know it more exactly. */
const MANY = 1_000_000;

/** An expression, and how many values and conditions of it are one around the other. */
export interface Compiled {
  readonly expression: Expression;
  readonly height: number;
}

/** Where an expression stands: what is around it decides what it may be. */
export interface Position {
  readonly path: string;
  /** The path of the whole, of which it is a part. */
  readonly place: string;
  /** Inside the body of `mapEach`, `filter` or `sortBy`. */
  readonly inElement: boolean;
  /** What it is for the operator around it. */
  readonly operand?: Operand;
  /** How many values and conditions are around it. */
  readonly depth: number;
}
