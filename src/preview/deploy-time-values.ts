import type { IResolvable } from 'aws-cdk-lib';
import { Tokenization } from '../cdk/aws-cdk-lib';
import { contentOf, splitTokens } from '../cdk/tokens';
import type { FilledSlot, Slots } from '../compiler/slots';
import { stableStringify } from '../core/document/json';
import { LIST_SEPARATOR } from '../core/operators/compositions';
import { show, type Problem } from '../problems/problems';

/** Replaces deploy-time values in a preview by the values that the test sets, otherwise by markers. */
export class DeployTimeValues {
  public readonly problems: readonly Problem[];
  private readonly given = new Map<string, string>();

  constructor(private readonly slots: Slots, values: { readonly [value: string]: string } = {}) {
    const used = new Set([...slots.filled.values()].map(({ content }) => stableStringify(content)));
    this.problems = Object.entries(values).flatMap(([text, value]) => {
      const content = this.contentOf(text);
      if (content !== undefined && used.has(content)) {
        this.given.set(content, String(value));
        return [];
      }
      return [{
        check: 'PreviewValue',
        path: 'preview.deployTimeValues',
        given: content === undefined ? `the key ${show(text)}, which is not a single deploy-time value` : `a deploy-time value that no rule uses, with ${show(value)}`,
        allowed: 'deploy-time values that the rules use',
        fix: "write the key as in the rules: { [table.tableName]: 'users' }",
      }];
    });
  }

  /** The content of a slot's environment variable. */
  public readonly valueOf = (name: string): string => {
    const slot = this.slots.filled.get(name);
    return slot ? this.textOf(slot) : '';
  };

  /** The value of a token in the rules, if it is in a slot. */
  public textOfToken(text: string): string | undefined {
    const content = this.contentOf(text);
    const slot = [...this.slots.filled.values()].find(filled => stableStringify(filled.content) === content);
    return slot && this.textOf(slot);
  }

  /** Values that remain markers. */
  public get markers(): readonly string[] {
    return [...this.slots.filled.values()].filter(({ content }) => !this.given.has(stableStringify(content))).map(({ slot }) => slot.description);
  }

  /** A list is given as in the deployment, separated by commas. */
  private textOf({ slot, content }: FilledSlot): string {
    const given = this.given.get(stableStringify(content)) ?? `<${slot.description}>`;
    return slot.type === 'list' ? given.split(',').join(LIST_SEPARATOR) : given;
  }

  private contentOf(text: string): string | undefined {
    const token = tokenOf(text);
    return token && stableStringify(contentOf(token, this.slots.scope).resolved);
  }
}

/** A list that is used as the key of a map becomes the string of its single encoded element. */
function tokenOf(text: string): IResolvable | undefined {
  if (text.startsWith('#{Token[')) {
    return Tokenization.reverseList([text]);
  }
  const [part, ...others] = text.includes('#{Token[') ? [] : splitTokens(text);
  return typeof part === 'object' && others.length === 0 ? part.deployTime : undefined;
}
