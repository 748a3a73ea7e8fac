import type { CfnElement, IResolvable, Reference } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnResource, Fn, SecretValue, Stack, Token } from '../cdk/aws-cdk-lib';
import { hash } from '../cdk/stacks';
import { describeContent, holdsIntrinsic, isIntrinsic, plainReferences, REFERENCE } from '../cdk/token-content';
import { contentOf, DYNAMIC_REFERENCE } from '../cdk/tokens';
import type { Expression, Slot, SlotType } from '../core/document/document';
import { stableStringify } from '../core/document/json';
import { LIST_SEPARATOR } from '../core/operators/compositions';

/** A slot with its deploy-time value. */
export interface FilledSlot {
  readonly slot: Slot;
  /** The content, resolved except for its references. */
  readonly content: object;
  /** The value of the environment variable. */
  readonly value: string;
  readonly references: readonly Reference[];
  /** The path of its first use. */
  readonly path: string;
}

/** A token, with its content when the rules were compiled. The content must be the same at the end of synthesis. */
export interface ReadToken {
  readonly token: unknown;
  readonly resolved: unknown;
  readonly path: string;
}

/** The kind of a token: a deploy-time value, a plain value, or a value that rules cannot use. */
export type Lifted =
  | { readonly kind: 'slot'; readonly expression: Expression }
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'secret' | 'mixed' | 'noValue' };

/**
 * The deploy-time values of the rules, which become environment variables instead of parts of the document. A slot is named by a hash of its
 * content, never by a number: in the middle of a deployment, old rules cannot read a new value from a variable with the same name.
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

  /** Keeps only the slots with these names, which compiled expressions read. */
  public keep(names: ReadonlySet<string>): void {
    [...this.filled.keys()].filter(name => !names.has(name)).forEach(name => this.filled.delete(name));
  }

  /** The names of the slots that are an attribute of a resource of the app, each with its description. Different names are different resources. */
  public ofResources(type: string): ReadonlyMap<string, string> {
    return new Map([...this.filled].flatMap(([name, { slot, content, references: [reference] }]) =>
      REFERENCE in content && CfnResource.isCfnResource(reference?.target) && reference.target.cfnResourceType === type
        ? [[name, slot.description] as const] : []));
  }

  /** The tokens whose content has changed since the rules were compiled. */
  public changed(): readonly ReadToken[] {
    const textOf = (resolved: unknown): string => stableStringify([resolved ?? null]);
    return this.read.filter(({ token, resolved }) => textOf(contentOf(token, this.scope).resolved) !== textOf(resolved));
  }

  /** True for secret values, dynamic references and NoEcho parameters: an environment variable would reveal them. */
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

function slotName(type: SlotType, content: object): string {
  return `TE_${hash(stableStringify([type, content]))}`;
}

function isHidden(construct: IConstruct): boolean {
  return 'noEcho' in construct && construct.noEcho === true;
}

function variable(token: IResolvable, type: SlotType): string {
  return type === 'list' ? Fn.join(LIST_SEPARATOR, Token.asList(token)) : token.toString();
}
