import { Fn, Token, type IResolvable, type Reference } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { contentOf, DYNAMIC_REFERENCE, hash } from './tokens';
import type { Expression, Slot, SlotType } from '../document';
import { stableStringify } from '../json';
import { LIST_SEPARATOR } from '../operators/compositions';

/** A deploy-time value that went into a slot. */
export interface FilledSlot {
  readonly slot: Slot;
  /** What it holds, as a text that is the same for equal values. */
  readonly content: string;
  /** Value of the environment variable. */
  readonly value: string;
  readonly references: readonly Reference[];
  /** Where it was used first. */
  readonly path: string;
}

/** A token that is a plain value already; what it was in the constructor has to be what it is at the end. */
export interface EarlyValue {
  readonly token: unknown;
  readonly value: unknown;
  readonly path: string;
}

/**
 * Deploy-time values, lifted out of the document. A slot is named by what it holds, never by a number: while a deployment is
 * half done, old rules cannot read a new meaning in a variable of an old name.
 */
export class Slots {
  public readonly filled = new Map<string, FilledSlot>();
  public readonly early: EarlyValue[] = [];

  constructor(public readonly scope: IConstruct) {}

  /** The expression of a token of this type: a slot, or a literal where the token is known already. */
  public lift(token: IResolvable, type: SlotType, path: string): Expression | 'secret' {
    const { resolved, references } = contentOf(token, this.scope);
    if (isSecret(resolved, references)) {
      return 'secret';
    }
    if (typeof resolved !== 'object' || resolved === null) {
      this.early.push({ token, value: resolved, path });
      return { op: 'literal', args: [resolved as string] };
    }
    const name = `TE_${hash(stableStringify([type, resolved]))}`;
    if (!this.filled.has(name)) {
      const slot: Slot = { type, description: describe(resolved) };
      this.filled.set(name, { slot, content: JSON.stringify(resolved), value: variable(token, type), references, path });
    }
    return { op: 'slot', args: [name, type] };
  }

  /** What has become another value since it was read. */
  public changed(): readonly EarlyValue[] {
    return this.early.filter(({ token, value }) => contentOf(token, this.scope).resolved !== value);
  }
}

/** Dynamic references and NoEcho parameters: a variable of the function would show them. */
function isSecret(resolved: unknown, references: readonly Reference[]): boolean {
  return JSON.stringify(resolved ?? null).includes(DYNAMIC_REFERENCE) || references.some(({ target }) => 'noEcho' in target && target.noEcho === true);
}

function variable(token: IResolvable, type: SlotType): string {
  return type === 'list' ? Fn.join(LIST_SEPARATOR, Token.asList(token)) : token.toString();
}

function describe(resolved: object): string {
  const text = JSON.stringify(resolved).replace(/\{"(?:TokenEnricher::Reference|Ref)":("[^"]*")\}/g, '$1');
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}
