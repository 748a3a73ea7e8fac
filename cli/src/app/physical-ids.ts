import type { Deployment, Placed } from './deployment';
import { digest, partitionOf } from './pseudo-parameters';

/** By resource type: the property with the name of the resource, and the service and prefix in its ARN. */
const NAMED: Readonly<Record<string, readonly [property: string, service: string, prefix: string]>> = {
  'AWS::DynamoDB::Table': ['TableName', 'dynamodb', 'table/'],
  'AWS::DynamoDB::GlobalTable': ['TableName', 'dynamodb', 'table/'],
  'AWS::IAM::Role': ['RoleName', 'iam', 'role/'],
  'AWS::Lambda::Function': ['FunctionName', 'lambda', 'function:'],
  'AWS::SSM::Parameter': ['Name', 'ssm', 'parameter/'],
  'AWS::KMS::Key': ['KeyId', 'kms', 'key/'],
  'AWS::Cognito::UserPoolGroup': ['GroupName', 'cognito-idp', 'group/'],
  'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'cognito-idp', 'resourceserver/'],
  'AWS::Cognito::UserPoolDomain': ['Domain', 'cognito-idp', 'domain/'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderName', 'cognito-idp', 'identityprovider/'],
};

/** The value of `Ref` for a resource. */
export function referenceOf(placed: Placed, deployment: Deployment): unknown {
  const { resource: { Type }, stack } = placed;
  switch (Type) {
    case 'AWS::Cognito::UserPool': return poolId(placed);
    case 'AWS::Cognito::UserPoolClient': return digest(`client ${keyOf(placed)}`, 26);
    case 'AWS::Lambda::Alias': return qualified(placed, String(deployment.property(placed, 'Name')), deployment);
    case 'AWS::Lambda::Version': return qualified(placed, '1', deployment);
    case 'AWS::CloudFormation::Stack': return `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${placed.logicalId}/${digest(keyOf(placed), 32)}`;
    default: return nameOf(placed, deployment);
  }
}

/** The value of `Fn::GetAtt`; undefined if only a deployment knows it. */
export function attributeOf(placed: Placed, attribute: string, deployment: Deployment): unknown {
  const { resource: { Type, Properties = {} }, stack } = placed;
  const { region } = stack;
  switch (`${Type}.${attribute}`) {
    case 'AWS::Cognito::UserPool.Arn': return arn(placed, 'cognito-idp', `userpool/${poolId(placed)}`);
    case 'AWS::Cognito::UserPool.UserPoolId': return poolId(placed);
    case 'AWS::Cognito::UserPool.ProviderName': return `cognito-idp.${region}.amazonaws.com/${poolId(placed)}`;
    case 'AWS::Cognito::UserPool.ProviderURL': return `https://cognito-idp.${region}.amazonaws.com/${poolId(placed)}`;
    case 'AWS::Cognito::UserPoolClient.ClientId': return referenceOf(placed, deployment);
    case 'AWS::Cognito::UserPoolClient.ClientSecret': return clientSecret(placed);
    case 'AWS::Lambda::Alias.AliasArn': return referenceOf(placed, deployment);
    case 'AWS::Lambda::Version.Version': return '1';
    case 'AWS::SSM::Parameter.Value': return deployment.resolve(Properties.Value, stack);
    case 'AWS::SSM::Parameter.Type': return deployment.resolve(Properties.Type, stack);
  }
  if (Type === 'Custom::CrossRegionExportReader') {
    return exported(attribute, deployment);
  }
  return attribute === 'Arn' && NAMED[Type] ? arn(placed, NAMED[Type][1], `${NAMED[Type][2]}${nameOf(placed, deployment)}`) : undefined;
}

/** An id in the format of Amazon Cognito: letters and digits after the Region. */
function poolId(placed: Placed): string {
  return `${placed.stack.region}_${digest(`pool ${keyOf(placed)}`, 9)}`;
}

/** The same at every start, so that an app can keep it in its configuration. */
export function clientSecret(placed: Placed): string {
  return digest(`secret ${keyOf(placed)}`, 52);
}

function nameOf(placed: Placed, deployment: Deployment): string {
  const { resource: { Type }, stack, logicalId } = placed;
  const given = NAMED[Type] && deployment.property(placed, NAMED[Type][0]);
  return typeof given === 'string' ? given : `${stack.name}-${logicalId}`;
}

function qualified(placed: Placed, qualifier: string, deployment: Deployment): string {
  const name = String(deployment.property(placed, 'FunctionName'));
  return `${name.startsWith('arn:') ? name : arn(placed, 'lambda', `function:${name}`)}:${qualifier}`;
}

function arn({ stack: { region, account } }: Placed, service: string, rest: string): string {
  return `arn:${partitionOf(region)}:${service}:${service === 'iam' ? '' : region}:${account}:${rest}`;
}

/** A cross-Region reference of the CDK: one custom resource writes the value, another reads it. */
function exported(name: string, deployment: Deployment): unknown {
  for (const { stack, resource } of deployment.resources('Custom::CrossRegionExportWriter')) {
    const { exports } = (resource.Properties?.WriterProps ?? {}) as { readonly exports?: Readonly<Record<string, unknown>> };
    if (exports && Object.hasOwn(exports, name)) {
      return deployment.resolve(exports[name], stack);
    }
  }
  return undefined;
}

function keyOf({ stack, logicalId }: Placed): string {
  return `${stack.path}/${logicalId}`;
}
