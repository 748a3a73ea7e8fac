import type { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

interface Resource { readonly Type: string; readonly Properties?: any; readonly DependsOn?: string | readonly string[] }
interface Template {
  readonly Resources?: { readonly [id: string]: Resource };
  readonly Outputs?: { readonly [id: string]: { readonly Value: unknown; readonly Export?: { readonly Name: string } } };
}

/**
 * The order in which CloudFormation deploys the synthesized templates. A resource comes after the resources that it refers to or names in
 * DependsOn, in its own stack, in stacks whose exports it imports and in nested stacks. A stack comes after the stacks that it imports from.
 * Deletion uses the opposite order.
 */
export class DeploymentGraph {
  /** Resources by id, including the stack. */
  public readonly resources = new Map<string, Resource>();
  /** Stacks in the order of their deployment. */
  public readonly stacks: readonly string[];
  /** The resources that each export refers to. */
  public readonly exported = new Map<string, readonly string[]>();
  private readonly edges = new Map<string, Set<string>>();

  constructor(app: App) {
    const assembly = app.synth();
    this.stacks = assembly.stacks.map(({ id }) => id);
    const templates = assembly.stacks.map(stack => [stack, stack.template as Template] as const);
    templates.forEach(([stack, template]) => Object.values(template.Outputs ?? {}).forEach(({ Value, Export }) =>
      Export && this.exported.set(Export.Name, referencesIn(Value).map(id => `${stack.id}/${id}`))));
    for (const [stack, template] of templates) {
      this.add(stack, template);
    }
  }

  /** Ids, including the stack, of the resources of some types. */
  public ofType(...types: readonly string[]): readonly string[] {
    return [...this.resources].flatMap(([id, { Type }]) => types.includes(Type) ? [id] : []);
  }

  /** The resources that a value of a stack stands for. */
  public targetsOf(stack: string, value: unknown): readonly string[] {
    const own = referencesIn(value).map(id => `${stack}/${id}`).filter(id => this.resources.has(id));
    return [...own, ...importsIn(value).flatMap(name => this.exported.get(name) ?? [])];
  }

  /** Names that a stack imports. */
  public importsOf(stack: string): readonly string[] {
    return [...this.resources].flatMap(([id, { Properties }]) => id.startsWith(`${stack}/`) ? importsIn(Properties) : []);
  }

  /** True if the first one waits for the second one. */
  public waitsFor(later: string, earlier: string): boolean {
    const seen = new Set([later]);
    for (const each of seen) {
      for (const next of this.edges.get(each) ?? []) {
        if (next === earlier) {
          return true;
        }
        seen.add(next);
      }
    }
    return false;
  }

  /** An id that waits for itself. */
  public cycle(): string | undefined {
    return [...this.edges.keys()].find(each => this.waitsFor(each, each));
  }

  private add(stack: CloudFormationStackArtifact, { Resources = {} }: Template): void {
    const others = stack.dependencies.map(({ id }) => id).filter(id => !id.endsWith('.assets'));
    for (const [id, resource] of Object.entries(Resources)) {
      const { Properties, DependsOn = [] } = resource;
      const name = `${stack.id}/${id}`;
      this.resources.set(name, resource);
      const own = [...referencesIn(Properties), ...[DependsOn].flat()].filter(each => Resources[each]).map(each => `${stack.id}/${each}`);
      const imported = importsIn(Properties).flatMap(each => this.exported.get(each) ?? []);
      // a stack starts when those that it depends on are done
      const whole = others.map(other => `${other}/`);
      this.edges.set(name, new Set([...own, ...imported, ...whole]));
    }
    this.edges.set(`${stack.id}/`, new Set(Object.keys(Resources).map(id => `${stack.id}/${id}`)));
  }
}

/** Logical ids, and names of parameters, that a value refers to. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => {
    switch (name) {
      case 'Ref': return [String(member)];
      case 'Fn::GetAtt': return [Array.isArray(member) ? String(member[0]) : String(member).split('.')[0]];
      case 'Fn::Sub': return [...String(Array.isArray(member) ? member[0] : member).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id);
      default: return referencesIn(member);
    }
  });
}

function importsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => name === 'Fn::ImportValue' ? [String(member)] : importsIn(member));
}
