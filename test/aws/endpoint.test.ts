import { endpointOf } from '../../lambda-src/aws/endpoint';

const VARIABLES = ['AWS_REGION', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SSM', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
const before = new Map(VARIABLES.map(name => [name, process.env[name]]));

afterEach(() => before.forEach((value, name) => value === undefined ? delete process.env[name] : process.env[name] = value));

test.each([
  ['eu-central-1', 'https://dynamodb.eu-central-1.amazonaws.com/'],
  ['us-gov-west-1', 'https://dynamodb.us-gov-west-1.amazonaws.com/'],
  ['cn-north-1', 'https://dynamodb.cn-north-1.amazonaws.com.cn/'],
  ['eusc-de-east-1', 'https://dynamodb.eusc-de-east-1.amazonaws.eu/'],
  ['us-iso-east-1', 'https://dynamodb.us-iso-east-1.c2s.ic.gov/'],
  ['us-isob-east-1', 'https://dynamodb.us-isob-east-1.sc2s.sgov.gov/'],
  ['eu-isoe-west-1', 'https://dynamodb.eu-isoe-west-1.cloud.adc-e.uk/'],
  ['us-isof-south-1', 'https://dynamodb.us-isof-south-1.csp.hci.ic.gov/'],
])('DynamoDB in %s is at %s', (region, url) => {
  process.env.AWS_REGION = region;
  expect(endpointOf('dynamodb').href).toBe(url);
});

test.each<[string, Record<string, string>, string]>([
  ['an endpoint of all services', { AWS_ENDPOINT_URL: 'http://localhost:1' }, 'http://localhost:1/'],
  ['one of the service first', { AWS_ENDPOINT_URL: 'http://localhost:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:2' }, 'http://localhost:2/'],
  ['none of another service', { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_SSM: 'http://localhost:3' }, 'https://dynamodb.us-east-1.amazonaws.com/'],
])('%s', (_, variables, url) => {
  Object.assign(process.env, variables);
  expect(endpointOf('dynamodb').href).toBe(url);
});

test('the environment variable for Cognito has the name that the SDKs use', () => {
  process.env.AWS_REGION = 'eu-central-1';
  expect(endpointOf('cognito-idp').href).toBe('https://cognito-idp.eu-central-1.amazonaws.com/');
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = 'http://localhost:4';
  expect(endpointOf('cognito-idp').href).toBe('http://localhost:4/');
});
