import type { Stack } from './cloud-assembly';
import type { Placed } from './deployment';
import { memberOf } from './members';

/** Depth of references between stacks. A deeper one is a cycle, which a deployment does not accept either. */
const MAX_DEPTH = 20;

interface Intrinsic {
  readonly name: string;
  readonly argument: unknown;
}

/** Writes template values for people: without values of a deployment, and with construct paths instead of logical ids. */
export class TemplateText {
  constructor(private readonly stacks: readonly Stack[]) {}

  /** A value in the notation of `Fn::Sub`, such as `arn:${AWS::Partition}:s3:::${Shop/Bucket}`. */
  public textOf(value: unknown, stack: Stack, depth = 0): string {
    if (Array.isArray(value)) {
      return value.map(each => this.textOf(each, stack, depth)).join(', ');
    }
    const found = this.follow(value, stack, depth);
    if (!found) {
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
    const { intrinsic: { name, argument }, stack: within } = found;
    switch (name) {
      case 'Literal': return this.textOf(argument, within, depth);
      case 'Ref': return `\${${this.nameOf(String(argument), within)}}`;
      case 'Fn::GetAtt': return `\${${this.attribute(argument, within)}}`;
      case 'Fn::Join': {
        const [separator, parts] = argument as [string, unknown];
        return Array.isArray(parts) ? parts.map(each => this.textOf(each, within, depth)).join(separator) : this.unknown(name, argument);
      }
      case 'Fn::Sub': return this.substitute(argument, within, depth);
      case 'Fn::Select': {
        const whole = splitText(argument);
        return whole === undefined ? this.unknown(name, argument) : `part of ${this.textOf(whole, within, depth).replace(/^part of /, '')}`;
      }
      default: return this.unknown(name, argument);
    }
  }

  /** The resource that a value refers to, directly or through other stacks; undefined if it is none of the app. */
  public resourceOf(value: unknown, stack: Stack): Placed | undefined {
    const found = this.follow(value, stack);
    const logicalId = found && (found.intrinsic.name === 'Ref' ? String(found.intrinsic.argument)
      : found.intrinsic.name === 'Fn::GetAtt' ? partsOf(found.intrinsic.argument)[0] : undefined);
    const resource = logicalId === undefined ? undefined : memberOf(found!.stack.template.Resources, logicalId);
    return resource && { stack: found!.stack, logicalId: logicalId!, resource };
  }

  /** Follows parameters and outputs of nested stacks, and exports of other stacks of the app, to the value behind them. */
  private follow(value: unknown, stack: Stack, depth = 0): { readonly intrinsic: Intrinsic; readonly stack: Stack } | undefined {
    const intrinsic = intrinsicIn(value);
    const next = intrinsic && depth < MAX_DEPTH ? this.behind(intrinsic, stack) : undefined;
    if (next) {
      return this.follow(next.value, next.stack, depth + 1) ?? { intrinsic: { name: 'Literal', argument: next.value }, stack: next.stack };
    }
    return intrinsic && { intrinsic, stack };
  }

  private behind({ name, argument }: Intrinsic, stack: Stack): { readonly value: unknown; readonly stack: Stack } | undefined {
    if (name === 'Ref' && stack.parent) {
      const { Properties } = stack.parent.stack.template.Resources![stack.parent.logicalId];
      const value = memberOf(Properties?.Parameters as Readonly<Record<string, unknown>> | undefined, String(argument));
      return value === undefined ? undefined : { value, stack: stack.parent.stack };
    }
    if (name === 'Fn::GetAtt') {
      const [logicalId, attribute] = partsOf(argument);
      const nested = this.stacks.find(({ parent }) => parent?.stack === stack && parent.logicalId === logicalId);
      const output = nested && attribute.startsWith('Outputs.') ? memberOf(nested.template.Outputs, attribute.slice('Outputs.'.length)) : undefined;
      return output && { value: output.Value, stack: nested! };
    }
    const exporting = name === 'Fn::ImportValue' && typeof argument === 'string'
      ? this.stacks.flatMap(each => Object.values(each.template.Outputs ?? {}).map(output => ({ output, stack: each })))
        .find(({ output: { Export } }) => Export?.Name === argument)
      : undefined;
    return exporting && { value: exporting.output.Value, stack: exporting.stack };
  }

  private substitute(argument: unknown, stack: Stack, depth: number): string {
    const [text, variables = {}] = Array.isArray(argument) ? argument as [string, Readonly<Record<string, unknown>>] : [String(argument)];
    return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith('!') || name.startsWith('AWS::')) {
        return whole;
      }
      const variable = memberOf(variables, name);
      return variable !== undefined ? this.textOf(variable, stack, depth)
        : this.textOf(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, stack, depth);
    });
  }

  private attribute(argument: unknown, stack: Stack): string {
    const [logicalId, attribute] = partsOf(argument);
    return `${this.nameOf(logicalId, stack)}.${attribute}`;
  }

  private nameOf(logicalId: string, stack: Stack): string {
    return logicalId.startsWith('AWS::') ? logicalId
      : memberOf(stack.template.Resources, logicalId) ? stack.pathOf(logicalId) : `${stack.path}/${logicalId}`;
  }

  private unknown(name: string, argument: unknown): string {
    return `\${${name} ${typeof argument === 'string' ? argument : JSON.stringify(argument)}}`;
  }
}

function intrinsicIn(value: unknown): Intrinsic | undefined {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [[name, argument] = ['', undefined]] = entries;
  return entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')) ? { name, argument } : undefined;
}

/** The text that is split and selected from, such as an ARN; undefined if a list is. */
function splitText(argument: unknown): unknown {
  const [, list] = Array.isArray(argument) ? argument as readonly unknown[] : [];
  const split = intrinsicIn(list);
  return split?.name === 'Fn::Split' && Array.isArray(split.argument) ? split.argument[1] : undefined;
}

function partsOf(argument: unknown): readonly [logicalId: string, attribute: string] {
  const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return [logicalId, attribute.join('.')];
}
