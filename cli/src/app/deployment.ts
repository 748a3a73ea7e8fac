import { memberOf } from './members';
import { UsageError } from '../errors';
import type { Resource, Stack } from './cloud-assembly';
import { resolveFunction } from './intrinsic-functions';
import type { StandIn } from './model';
import { attributeOf, referenceOf } from './physical-ids';
import { NO_VALUE, pseudoParameter } from './pseudo-parameters';

/** A resource with the stack that it is in. */
export interface Placed {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly resource: Resource;
}

/** CloudFormation does not accept circular references: deeper ones are a cycle. */
const MAX_DEPTH = 100;

/** Resolves template values as a deployment would, with ids and names that are the same at every start. */
export class Deployment {
  /** The templates with all of their resources: only a deployment knows which conditions hold. */
  public static ofTemplates(stacks: readonly Stack[]): Deployment {
    return new Deployment(stacks, {}, true);
  }

  private readonly used = new Map<string, string>();
  private depth = 0;

  /**
   * @param values from the users file, for values that only a deployment knows, by their names
   * @param hasConditional it has all resources, also those whose condition is false
   */
  constructor(
    public readonly stacks: readonly Stack[], private readonly values: Readonly<Record<string, string>> = {}, private readonly hasConditional = false,
  ) {}

  /** The values resolved so far that only a deployment knows. */
  public get standIns(): readonly StandIn[] {
    return [...this.used].map(([name, value]) => ({ name, value }));
  }

  /** Resources of these types that a deployment creates, in the order of the templates. */
  public resources(...types: readonly string[]): readonly Placed[] {
    return this.stacks.flatMap(stack => Object.entries(stack.template.Resources ?? {})
      .filter(([, resource]) => types.includes(resource.Type) && (this.hasConditional || this.holds(stack, resource.Condition)))
      .map(([logicalId, resource]) => ({ stack, logicalId, resource })));
  }

  /** The resolved property of a resource; undefined if it has none. */
  public property({ stack, resource }: Placed, name: string): unknown {
    const value = memberOf(resource.Properties, name);
    const resolved = value === undefined ? undefined : this.resolve(value, stack);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** Resolves a template value. Leaves out elements of lists and properties of maps that are NO_VALUE. */
  public resolve(value: unknown, stack: Stack): unknown {
    if (Array.isArray(value)) {
      return value.map(each => this.resolve(each, stack)).filter(each => each !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const entries = Object.entries(value);
    if (entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0] === 'Condition' || entries[0][0].startsWith('Fn::'))) {
      return this.deeper(() => this.intrinsic(entries[0][0], entries[0][1], stack));
    }
    return Object.fromEntries(entries.map(([name, each]) => [name, this.resolve(each, stack)]).filter(([, each]) => each !== NO_VALUE));
  }

  public holds(stack: Stack, condition: string | undefined): boolean {
    return condition === undefined || this.resolve(memberOf(stack.template.Conditions, condition) ?? false, stack) === true;
  }

  /** The stand-in for a value that only a deployment knows. */
  public standIn(name: string): string {
    const value = memberOf(this.values, name) ?? `local-${name.replace(/[^A-Za-z0-9]+/g, '-')}`.toLowerCase();
    this.used.set(name, value);
    return value;
  }

  private intrinsic(name: string, argument: unknown, stack: Stack): unknown {
    switch (name) {
      case 'Ref': return this.reference(String(argument), stack);
      case 'Fn::GetAtt': {
        const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
        return this.attribute(logicalId, attribute.join('.'), stack);
      }
      case 'Fn::ImportValue': return this.imported(String(this.resolve(argument, stack)));
      default: return resolveFunction(name, argument, stack, this);
    }
  }

  public reference(logicalId: string, stack: Stack): unknown {
    const pseudo = pseudoParameter(logicalId, stack);
    if (pseudo !== undefined) {
      return pseudo;
    }
    const resource = memberOf(stack.template.Resources, logicalId);
    return resource ? referenceOf({ stack, logicalId, resource }, this) : this.parameter(logicalId, stack);
  }

  public attribute(logicalId: string, attribute: string, stack: Stack): unknown {
    const resource = memberOf(stack.template.Resources, logicalId);
    const nested = this.stacks.find(({ parent }) => parent?.stack === stack && parent.logicalId === logicalId);
    if (nested && attribute.startsWith('Outputs.')) {
      const output = memberOf(nested.template.Outputs, attribute.slice('Outputs.'.length));
      return output ? this.resolve(output.Value, nested) : this.standIn(`${nested.path}/${attribute}`);
    }
    return (resource && attributeOf({ stack, logicalId, resource }, attribute, this)) ?? this.standIn(`${stack.pathOf(logicalId)}/${attribute}`);
  }

  private parameter(name: string, stack: Stack): unknown {
    const { parent, template } = stack;
    const given = parent && parent.stack.template.Resources?.[parent.logicalId].Properties?.Parameters;
    if (typeof given === 'object' && given !== null && Object.hasOwn(given, name)) {
      return this.resolve((given as Record<string, unknown>)[name], parent!.stack);
    }
    const { Type = 'String', Default } = memberOf(template.Parameters, name) ?? {};
    const ownName = `${stack.path}/${name}`;
    const isUnknown = Default === undefined || Type.startsWith('AWS::SSM::Parameter') || Object.hasOwn(this.values, ownName);
    const value = isUnknown ? this.standIn(ownName) : Default;
    return /CommaDelimitedList|List</.test(Type) ? String(value).split(',').map(each => each.trim()) : value;
  }

  private imported(exportName: string): unknown {
    for (const stack of this.stacks) {
      for (const { Value, Export } of Object.values(stack.template.Outputs ?? {})) {
        if (Export && this.resolve(Export.Name, stack) === exportName) {
          return this.resolve(Value, stack);
        }
      }
    }
    return this.standIn(exportName);
  }

  private deeper<T>(resolve: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      throw new UsageError(['The templates of the app have a circular reference: a deployment would fail too. Run `npx cdk synth` again.']);
    }
    try {
      return resolve();
    } finally {
      this.depth--;
    }
  }
}
