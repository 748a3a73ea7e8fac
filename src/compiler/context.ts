import type { IConstruct } from 'constructs';
import { Clients } from './clients';
import { Slots } from './slots';
import { SourceRegistry } from './source-registry';
import type { SubjectName } from '../core/document/document';
import type { Operand } from '../core/operators/operator';
import type { Problem, Warning } from '../problems/problems';

/** What one compilation gathers. */
export class CompileContext {
  public readonly problems: Problem[] = [];
  public readonly warnings: Warning[] = [];
  public readonly slots: Slots;
  public readonly clients: Clients;
  public readonly sources = new SourceRegistry();

  constructor(public readonly scope: IConstruct) {
    this.slots = new Slots(scope);
    this.clients = new Clients(scope);
  }

  /** The same mistake at the same place counts once: a value can be part of several. */
  public problem(problem: Problem): void {
    if (!this.problems.some(({ check, path, given }) => check === problem.check && path === problem.path && given === problem.given)) {
      this.problems.push(problem);
    }
  }

  public warning(warning: Warning): void {
    if (!this.warnings.some(({ id, path }) => id === warning.id && path === warning.path)) {
      this.warnings.push(warning);
    }
  }
}

/** Where an expression stands: what is around it decides what it may be. */
export interface Position {
  readonly path: string;
  readonly subjects: readonly SubjectName[];
  /** Inside the body of `mapEach`, `keepWhere` or `sortedBy`. */
  readonly inElement: boolean;
  /** What it is for the operator around it. */
  readonly operand?: Operand;
  /** How many values and conditions are around it. */
  readonly depth?: number;
}
