import { isPlainMap } from '../core/document/json';

/** Keys in resolved tokens that this package adds, for a reference and for a concatenation of strings. */
export const REFERENCE = 'TokenEnricher::Reference';
export const CONCATENATION = 'TokenEnricher::Concatenation';

const INTRINSIC = /^(?:Ref|Fn::.+|TokenEnricher::.+)$/;

/** True for a CloudFormation intrinsic function or a reference. */
export function isIntrinsic(resolved: unknown): resolved is object {
  const [name, ...others] = isPlainMap(resolved) ? Object.keys(resolved) : [];
  return name !== undefined && others.length === 0 && INTRINSIC.test(name);
}

/** True for a map whose property names are known at synthesis. `Fn::Transform` adds properties, and can stand next to others. */
export function hasKnownMembers(resolved: unknown): resolved is { readonly [member: string]: unknown } {
  return typeof resolved === 'object' && resolved !== null && !Object.keys(resolved).some(name => INTRINSIC.test(name));
}

export function holdsIntrinsic(resolved: unknown): boolean {
  return isIntrinsic(resolved) || (typeof resolved === 'object' && resolved !== null && Object.values(resolved).some(holdsIntrinsic));
}

/** The branches of an `Fn::If`, at any depth, without those that leave the value out; the value itself if it is none. */
export function branchesOf(resolved: unknown): readonly unknown[] {
  if (isIntrinsic(resolved) && 'Fn::If' in resolved) {
    const choice = resolved['Fn::If'];
    return Array.isArray(choice) ? choice.slice(1).flatMap(branchesOf) : [resolved];
  }
  return isIntrinsic(resolved) && 'Ref' in resolved && resolved.Ref === 'AWS::NoValue' ? [] : [resolved];
}

/** The maps in a list of a template, in which an override can put anything. */
export function mapsIn<Map = { readonly [member: string]: unknown }>(list: unknown): readonly Map[] {
  return Array.isArray(list) ? (list as unknown[]).filter((each): each is Map => isPlainMap(each)) : [];
}

/** The logical ids that intrinsic functions refer to without a construct: `{ Ref: 'Name' }`, and `${Name}` in `Fn::Sub`. */
export function plainReferences(resolved: unknown): readonly string[] {
  if (typeof resolved !== 'object' || resolved === null) {
    return [];
  }
  return Object.entries(resolved).flatMap(([name, content]: [string, unknown]) => {
    if (name === 'Ref' && typeof content === 'string') {
      return [content];
    }
    const template: unknown = name === 'Fn::Sub' ? Array.isArray(content) ? content[0] : content : undefined;
    const named = typeof template === 'string' ? [...template.matchAll(/\$\{([^!}.]+)/g)].map(([, each]) => each) : [];
    return [...named, ...plainReferences(content)];
  });
}

/** The string of an `Fn::Sub` whose variables are all constants in its map; any other value unchanged. */
export function withoutConstantVariables(resolved: unknown): unknown {
  const content = isIntrinsic(resolved) && 'Fn::Sub' in resolved ? resolved['Fn::Sub'] : undefined;
  const [template, variables]: readonly unknown[] = Array.isArray(content) ? content : [content];
  if (typeof template !== 'string') {
    return resolved;
  }
  const text = template.replace(/\$\{([^!}]+)\}/g, (variable, name: string) => {
    const value = isPlainMap(variables) ? variables[name] : undefined;
    return typeof value === 'string' ? value : variable;
  });
  return /\$\{[^!]/.test(text) ? resolved : text.replace(/\$\{!/g, '${');
}

/** The number of bytes of a resolved string that are known before the deployment. */
export function knownBytes(resolved: unknown): number {
  if (typeof resolved === 'string') {
    return Buffer.byteLength(resolved);
  }
  if (!isIntrinsic(resolved)) {
    return 0;
  }
  const [[name, content]] = Object.entries(resolved) as Array<[string, unknown]>;
  if (name === 'Fn::Join' && Array.isArray(content) && Array.isArray(content[1])) {
    const [separator, parts] = content as [string, unknown[]];
    return parts.reduce((bytes: number, part) => bytes + knownBytes(part), knownBytes(separator) * (parts.length - 1));
  }
  return name === CONCATENATION ? (content as unknown[]).reduce((bytes: number, part) => bytes + knownBytes(part), 0) : 0;
}

/** A readable description of a resolved value. */
export function describeContent(resolved: unknown): string {
  const whole = splitText(resolved);
  if (whole !== undefined) {
    return `part of ${describeContent(whole).replace(/^part of /, '')}`;
  }
  const text = JSON.stringify(resolved, (_, value: unknown) => {
    const reference = isIntrinsic(value) ? (value as Record<string, unknown>)[REFERENCE] ?? (value as Record<string, unknown>).Ref : undefined;
    return Array.isArray(reference) ? reference.join('.') : reference ?? value;
  });
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** The text of which a value is a part, such as an ARN that is split into its parts. */
function splitText(resolved: unknown): unknown {
  const { 'Fn::Select': [, list] = [] } = isIntrinsic(resolved) ? resolved as { readonly 'Fn::Select'?: readonly unknown[] } : {};
  const { 'Fn::Split': [, whole] = [] } = isIntrinsic(list) ? list as { readonly 'Fn::Split'?: readonly unknown[] } : {};
  return whole;
}
