/** DNS suffixes of partitions other than `aws`, by prefix of their Regions. */
const SUFFIXES: ReadonlyArray<readonly [start: string, suffix: string]> = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/** Service identifiers of the SDKs, as used in the names of the environment variables. */
const VARIABLES = { 'dynamodb': 'DYNAMODB', 'ssm': 'SSM', 'lambda': 'LAMBDA', 'cognito-idp': 'COGNITO_IDENTITY_PROVIDER' };

export type Service = keyof typeof VARIABLES;

/**
 * The endpoint of a service, resolved as in the AWS SDKs. For FIPS and dual-stack endpoints, set the environment variables.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
 */
export function endpointOf(service: Service): URL {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL: everything, [`AWS_ENDPOINT_URL_${VARIABLES[service]}`]: own } = process.env;
  const suffix = SUFFIXES.find(([start]) => region.startsWith(start))?.[1] ?? 'amazonaws.com';
  return new URL(own ?? everything ?? `https://${service}.${region}.${suffix}`);
}
