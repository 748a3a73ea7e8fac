import type { Stack } from './cloud-assembly';
import type { Deployment } from './deployment';
import { memberOf } from './members';
import { NO_VALUE } from './pseudo-parameters';

/**
 * Resolves an intrinsic function of CloudFormation.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveFunction(name: string, argument: unknown, stack: Stack, deployment: Deployment): unknown {
  const resolve = (value: unknown): unknown => deployment.resolve(value, stack);
  const list = (value: unknown): readonly unknown[] => [resolve(value)].flat();
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown];
      return list(parts).map(String).join(separator);
    }
    case 'Fn::Sub': return substitute(argument, stack, deployment);
    case 'Fn::Select': {
      const [index, from] = argument as [unknown, unknown];
      return list(from)[Number(resolve(index))] ?? deployment.standIn(`${stack.path}/Fn::Select`);
    }
    case 'Fn::Split': {
      const [separator, text] = argument as [string, unknown];
      return String(resolve(text)).split(separator);
    }
    case 'Fn::Base64': return Buffer.from(String(resolve(argument))).toString('base64');
    case 'Fn::If': {
      const [condition, then, otherwise] = argument as [string, unknown, unknown];
      return resolve(deployment.holds(stack, condition) ? then : otherwise);
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = (argument as readonly unknown[]).map(each => String(resolve(each)));
      return memberOf(memberOf(memberOf(stack.template.Mappings, map), first), second) ?? deployment.standIn(`${stack.path}/${map}/${first}/${second}`);
    }
    case 'Fn::GetAZs': return ['a', 'b', 'c'].map(zone => `${stack.region}${zone}`);
    case 'Condition': return deployment.holds(stack, String(argument));
    case 'Fn::Equals': {
      const [left, right] = (argument as readonly unknown[]).map(resolve);
      return String(left) === String(right);
    }
    case 'Fn::And': return (argument as readonly unknown[]).every(each => resolve(each) === true);
    case 'Fn::Or': return (argument as readonly unknown[]).some(each => resolve(each) === true);
    case 'Fn::Not': return resolve((argument as readonly unknown[])[0]) !== true;
    case 'Fn::ToJsonString': return JSON.stringify(resolve(argument));
    case 'Fn::Length': return list(argument).length;
    default: return deployment.standIn(`${stack.path}/${name}`);
  }
}

function substitute(argument: unknown, stack: Stack, deployment: Deployment): string {
  const [text, variables = {}] = Array.isArray(argument) ? argument as [string, Readonly<Record<string, unknown>>] : [String(argument)];
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) {
      return `\${${name.slice(1)}}`;
    }
    const value = Object.hasOwn(variables, name) ? deployment.resolve(variables[name], stack)
      : name.includes('.') ? deployment.attribute(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1), stack)
        : deployment.reference(name, stack);
    return value === NO_VALUE ? whole : String(value);
  });
}
