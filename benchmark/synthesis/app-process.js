// An app with an enricher, or with a function by hand. Prints the milliseconds of each part. Plain JavaScript, so that nothing is compiled.
const { performance } = require('node:perf_hooks');
const path = require('node:path');

const [kind, folder] = process.argv.slice(2);
const times = [];
let last = performance.now();
function part(name) {
  const now = performance.now();
  times.push([name, now - last]);
  last = performance.now();
}

const { App, Stack } = require('aws-cdk-lib');
const cognito = require('aws-cdk-lib/aws-cognito');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const lambda = require('aws-cdk-lib/aws-lambda');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');
// the CDK loads a part when it is used: both apps use these
void [cognito.UserPool, dynamodb.Table, lambda.Function, iam.Role, logs.LogGroup];
part('aws-cdk-lib');

const library = kind === 'enricher' ? require('../../lib') : undefined;
part('import');

const stack = new Stack(new App({ outdir: folder }), 'Shop');
const userPool = new cognito.UserPool(stack, 'UserPool');
userPool.addClient('Web');
const table = new dynamodb.Table(stack, 'Members', { partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING } });
part('resources');

if (library) {
  const { ClaimRule, DenyRule, ScopeRule, TableSource, TokenEnricher, Value } = library;
  const member = TableSource.item('member', { table, key: { userId: Value.sub() } });
  new TokenEnricher(stack, 'TokenEnricher', {
    userPool,
    claims: [ClaimRule.set('plan', member.attribute('plan'))],
    scopes: [ScopeRule.add('shop/write', { when: member.attribute('role').isOneOf(['owner', 'editor']) })],
    deny: [DenyRule.when(member.attribute('suspended').isTrue(), 'Your account is suspended.')],
  });
} else {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_24_X,
    code: lambda.Code.fromAsset(path.join(__dirname, 'handler')),
    handler: 'index.handler',
    environment: { TABLE: table.tableName },
  });
  table.grantReadData(handler);
  userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, cognito.LambdaVersion.V2_0);
}
part('construct');

stack.node.root.synth();
part('synth');
console.log(JSON.stringify(Object.fromEntries(times)));
