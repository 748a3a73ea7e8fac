/**
 * Declarations of the types of other packages that C# code uses: enough to compile it without NuGet, not to run it. A type that is only named has no
 * members.
 */
import type { Assembly, ClassType, InterfaceType, Parameter, Property, Type, TypeReference } from '@jsii/spec';

const NEVER = 'throw null!';
const DEPUTY = 'Amazon.JSII.Runtime.Deputy';

export class Declarations {
  private readonly types: ReadonlyMap<string, Type>;

  /**
   * @param namespaces namespaces with all of their types
   * @param used types that are declared with their members
   */
  constructor(
    private readonly assemblies: readonly Assembly[],
    private readonly namespaces: readonly string[],
    private readonly used: ReadonlySet<string>,
  ) {
    this.types = new Map(assemblies.flatMap(({ types = {} }) => Object.entries(types)));
  }

  public get text(): string {
    return [...this.types.values()].filter(({ fqn }) => this.isDeclared(fqn))
      .map(type => `namespace ${this.namespaceOf(type.fqn)} {\n${this.declaration(type)}\n}`).join('\n');
  }

  /** The full names of all enums. */
  public get enums(): readonly string[] {
    return [...this.types.values()].filter(({ kind }) => kind === 'enum').map(({ fqn }) => this.nameOf(fqn));
  }

  /** Types in classes are left out: apps name them with their class. */
  private isDeclared(fqn: string): boolean {
    const isNested = this.types.get(fqn)?.namespace !== undefined && this.submoduleOf(fqn) === undefined;
    return this.used.has(fqn) || (!isNested && this.namespaces.includes(this.namespaceOf(fqn)));
  }

  private declaration(type: Type): string {
    switch (type.kind) {
      case 'enum': return `public enum ${type.name} { ${type.members.map(({ name }) => name).join(', ')} }`;
      case 'class': return this.used.has(type.fqn) ? this.classOf(type) : `public class ${type.name} { }`;
      default: return this.interfaceOf(type as InterfaceType);
    }
  }

  /** Only structs need members, which apps set. */
  private interfaceOf(type: InterfaceType): string {
    const own = type.datatype ? `I${type.name}` : type.name;
    const struct = `public class ${type.name} : ${own} { ${this.propertiesOf(type).map(each => `public ${this.typeOf(each)} ${pascal(each.name)} { get; set; }`).join(' ')} }`;
    return `public interface ${own}${this.after(':', type.interfaces)} { }\n${type.datatype && this.used.has(type.fqn) ? struct : ''}`;
  }

  private propertiesOf({ interfaces = [], properties = [] }: InterfaceType): readonly Property[] {
    return [...interfaces.flatMap(fqn => this.propertiesOf(this.types.get(fqn) as InterfaceType)), ...properties];
  }

  private classOf({ name, base, interfaces, initializer, properties = [], methods = [] }: ClassType): string {
    return `public class ${name} : ${base === undefined ? `${DEPUTY}.DeputyBase` : this.nameOf(base)}${this.after(',', interfaces)} {
      protected ${name}(${DEPUTY}.ByRefValue reference) : base(reference) { }
      protected ${name}(${DEPUTY}.DeputyProps props) : base(props) { }
      ${initializer ? `public ${name}(${this.parameters(initializer.parameters)}) : base(new ${DEPUTY}.DeputyProps()) { }` : ''}
      ${properties.map(each => `public ${modifier(each)} ${this.typeOf(each)} ${each.const ? each.name : memberOf(name, each.name)} => ${NEVER};`).join('\n')}
      ${methods.map(each => `public ${modifier(each)} ${each.returns ? this.typeOf(each.returns) : 'void'} ${pascal(each.name)}(${this.parameters(each.parameters)}) => ${NEVER};`).join('\n')}
    }`;
  }

  private after(separator: string, fqns: readonly string[] = []): string {
    const names = fqns.filter(fqn => this.isDeclared(fqn)).map(fqn => this.nameOf(fqn));
    return names.length > 0 ? `${separator} ${names.join(', ')}` : '';
  }

  private parameters(parameters: readonly Parameter[] = []): string {
    return parameters.map(each => each.variadic ? `params ${this.typeOf(each)}[] @${each.name}` : `${this.typeOf(each)} @${each.name}${each.optional ? ' = null' : ''}`).join(', ');
  }

  private typeOf({ type, optional }: { readonly type: TypeReference; readonly optional?: boolean }): string {
    return `${this.referenceTo(type)}${optional ? '?' : ''}`;
  }

  private referenceTo(type: TypeReference): string {
    if ('collection' in type) {
      const element = this.referenceTo(type.collection.elementtype);
      return type.collection.kind === 'array' ? `${element}[]` : `System.Collections.Generic.IDictionary<string, ${element}>`;
    }
    if ('fqn' in type && this.isDeclared(type.fqn)) {
      return this.nameOf(type.fqn);
    }
    const primitives: { readonly [name: string]: string } = { string: 'string', number: 'double', boolean: 'bool' };
    return ('primitive' in type && primitives[type.primitive]) || 'object';
  }

  private nameOf(fqn: string): string {
    const type = this.types.get(fqn)!;
    return `${this.namespaceOf(fqn)}.${type.kind === 'interface' && type.datatype ? 'I' : ''}${type.name}`;
  }

  private assemblyOf(fqn: string): Assembly {
    return this.assemblies.find(({ name }) => fqn.startsWith(`${name}.`))!;
  }

  private submoduleOf(fqn: string): string | undefined {
    const name = fqn.slice(0, fqn.lastIndexOf('.'));
    return this.assemblyOf(fqn).submodules?.[name] && name;
  }

  /** The namespace that the package, or the part of it, declares; otherwise that of the package with the names of the parts. */
  private namespaceOf(fqn: string): string {
    const { name, targets, submodules = {} } = this.assemblyOf(fqn);
    const own = submodules[this.submoduleOf(fqn) ?? '']?.targets?.dotnet?.namespace as string | undefined;
    const parts = fqn.slice(name.length + 1).split('.').slice(0, -1);
    return own ?? [targets!.dotnet!.namespace as string, ...parts.map(pascal)].join('.');
  }
}

/** The name of a member: jsii changes that of a class. */
function memberOf(type: string, name: string): string {
  return pascal(name) === type ? `${type}_` : pascal(name);
}

/** A member of a class can hide that of its base: nothing is run. */
function modifier({ static: isStatic }: { readonly static?: boolean }): string {
  return isStatic ? 'static' : 'new';
}

function pascal(name: string): string {
  return name.split('_').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
