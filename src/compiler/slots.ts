import { Fn, SecretValue, Stack, Token, type CfnElement, type IResolvable, type Reference } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { hash } from '../cdk/hash';
import { describeContent, holdsIntrinsic, isIntrinsic, plainReferences } from '../cdk/token-content';
import { contentOf, DYNAMIC_REFERENCE } from '../cdk/tokens';
import type { Expression, Slot, SlotType } from '../core/document/document';
import { stableStringify } from '../core/document/json';
import { LIST_SEPARATOR } from '../core/operators/compositions';

/** A deploy-time value that went into a slot. */
export interface FilledSlot {
  readonly slot: Slot;
  /** What it holds, resolved up to its references. */
  readonly content: object;
  /** Value of the environment variable. */
  readonly value: string;
  readonly references: readonly Reference[];
  /** Where it was used first. */
  readonly path: string;
}

/** A token as it was when the rules were compiled; it has to be the same at the end. */
export interface ReadToken {
  readonly token: unknown;
  readonly resolved: unknown;
  readonly path: string;
}

/** What a token is: a value of the deployment, a plain value already, or something that cannot stand in rules. */
export type Lifted =
  | { readonly kind: 'slot'; readonly expression: Expression }
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'secret' | 'mixed' | 'noValue' };

/**
 * Deploy-time values, lifted out of the document. A slot is named by what it holds, never by a number: while a deployment is
 * half done, old rules cannot read a new meaning in a variable of an old name.
 */
export class Slots {
  public readonly filled = new Map<string, FilledSlot>();
  private readonly read: ReadToken[] = [];

  constructor(public readonly scope: IConstruct) {}

  public lift(token: IResolvable, type: SlotType, path: string): Lifted {
    const { resolved, references } = contentOf(token, this.scope);
    if (this.isSecret(token, resolved, references)) {
      return { kind: 'secret' };
    }
    this.read.push({ token, resolved, path });
    if (!isIntrinsic(resolved)) {
      return holdsIntrinsic(resolved) ? { kind: 'mixed' } : { kind: 'plain', value: resolved };
    }
    if (plainReferences(resolved).includes('AWS::NoValue')) {
      return { kind: 'noValue' };
    }
    const name = slotName(type, resolved);
    if (!this.filled.has(name)) {
      const slot = { type, description: describeContent(resolved) };
      this.filled.set(name, { slot, content: resolved, value: variable(token, type), references, path });
    }
    return { kind: 'slot', expression: { op: 'slot', args: [name, type] } };
  }

  /** Keeps the slots that something reads. */
  public keep(names: ReadonlySet<string>): void {
    [...this.filled.keys()].filter(name => !names.has(name)).forEach(name => this.filled.delete(name));
  }

  /** What has become another value since it was read. */
  public changed(): readonly ReadToken[] {
    const textOf = (resolved: unknown): string => stableStringify([resolved ?? null]);
    return this.read.filter(({ token, resolved }) => textOf(contentOf(token, this.scope).resolved) !== textOf(resolved));
  }

  /** Secret values, dynamic references and NoEcho parameters: a variable of the function would show them. */
  private isSecret(token: IResolvable, resolved: unknown, references: readonly Reference[]): boolean {
    return SecretValue.isSecretValue(token)
      || JSON.stringify(resolved ?? null).includes(DYNAMIC_REFERENCE)
      || references.some(({ target }) => isHidden(target))
      || this.hidesParameter(plainReferences(resolved));
  }

  private hidesParameter(names: readonly string[]): boolean {
    const stack = Stack.of(this.scope);
    return names.length > 0 && stack.node.findAll()
      .some(construct => isHidden(construct) && Stack.of(construct) === stack && names.includes(stack.resolve((construct as CfnElement).logicalId)));
  }
}

export function slotName(type: SlotType, content: object): string {
  return `TE_${hash(stableStringify([type, content]))}`;
}

function isHidden(construct: IConstruct): boolean {
  return 'noEcho' in construct && construct.noEcho === true;
}

function variable(token: IResolvable, type: SlotType): string {
  return type === 'list' ? Fn.join(LIST_SEPARATOR, Token.asList(token)) : token.toString();
}
