import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { renderedProperties } from './rendered';
import { resourceBehind } from './resources';
import { describeContent } from './token-content';
import { contentOf, splitTokens } from './tokens';

/** A value in which deploy-time values have the paths of the constructs that they refer to. */
export function withPaths(value: unknown, scope: IConstruct): unknown {
  if (Array.isArray(value)) {
    return value.map(each => withPaths(each, scope));
  }
  // encoded lists have no parts
  return typeof value !== 'string' || !Token.isUnresolved(value) || value.includes('#{Token[') ? value
    : splitTokens(value).map(part => typeof part === 'string' ? part : `<${describeContent(contentOf(part.deployTime, scope).resolved)}>`).join('');
}

/** The property with the name of a resource whose `Ref` is its name. */
const NAMES: { readonly [type: string]: string } = {
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolIdentityProvider': 'ProviderName',
};

/** The known names of the resources that strings refer to. */
export function namesBehind(value: unknown): readonly string[] {
  return [value].flat().flatMap(each => {
    const resource = typeof each === 'string' ? resourceBehind(each, ...Object.keys(NAMES)) : undefined;
    const name = resource && renderedProperties(resource)?.[NAMES[resource.cfnResourceType]];
    return typeof name === 'string' ? [name] : [];
  });
}
