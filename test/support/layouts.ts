import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { poolIn, reads, tableIn } from './stacks';
import { Attachment, ClaimRule, Condition, Value, type TokenEnricher, type TokenEnricherProps } from '../../src';
import { ATTACHMENT_TYPE } from '../../src/core/attachment/contract';

const existing = Attachment.customResource();
const grantBeforeAttach = Attachment.inTemplate({ grantBeforeAttach: true });
const POOL = 'AWS::Cognito::UserPool';

/** Creates the enricher of a layout, or another one, or none. */
export type Enrich = (scope: Construct, pool: cognito.IUserPoolRef, props?: Partial<TokenEnricherProps>) => TokenEnricher | undefined;

/** A layout, the resource type with the trigger, and `first` if the permission exists before the trigger. */
export type Layout = readonly [name: string, build: (app: App, enrich: Enrich) => void, holder: string, permission: 'first' | 'after'];

/** Distributions of pool, clients, function and table over stacks. */
export const LAYOUTS: readonly Layout[] = [
  ['everything in one stack', (app, enrich) => {
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(stack), reads(tableIn(stack)));
  }, POOL, 'after'],
  ['everything in one stack, with an alias and a rule for a client', (app, enrich) => {
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { aliasName: 'live', claims: [ClaimRule.set('b', Value.email(), { when: Condition.client(pool.addClient('Client')) })] });
  }, POOL, 'after'],
  ['everything in one stack, the permission first', (app, enrich) => {
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(stack), { ...reads(tableIn(stack)), attachment: grantBeforeAttach });
  }, POOL, 'first'],
  ['an L1 pool', (app, enrich) => {
    const stack = new Stack(app, 'A');
    enrich(stack, new cognito.CfnUserPool(stack, 'Pool'), reads(tableIn(stack)));
  }, POOL, 'after'],
  ['an L1 pool, the permission first', (app, enrich) => {
    const stack = new Stack(app, 'A');
    enrich(stack, new cognito.CfnUserPool(stack, 'Pool'), { attachment: grantBeforeAttach });
  }, POOL, 'first'],
  ['pool in one stack, enricher and table in another', (app, enrich) => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), reads(tableIn(b)));
  }, POOL, 'after'],
  ['pool in one stack, enricher and table in another, the permission first', (app, enrich) => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { ...reads(tableIn(b)), attachment: grantBeforeAttach });
  }, POOL, 'first'],
  ['a table in a stack of its own', (app, enrich) => {
    const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
    enrich(a, poolIn(a), reads(tableIn(data)));
  }, POOL, 'after'],
  ['pool and table in one stack, enricher in another', (app, enrich) => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { ...reads(tableIn(a)), attachment: existing });
  }, ATTACHMENT_TYPE, 'first'],
  ['a table in a stack that uses the pool', (app, enrich) => {
    const [a, data, b] = [new Stack(app, 'A'), new Stack(app, 'Data'), new Stack(app, 'B')];
    const pool = poolIn(a);
    new CfnOutput(data, 'Pool', { value: pool.userPoolId });
    enrich(b, pool, { ...reads(tableIn(data)), attachment: existing });
  }, ATTACHMENT_TYPE, 'first'],
  ['the pool\'s client in the stack of the enricher', (app, enrich) => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    const pool = poolIn(a);
    const client = new cognito.UserPoolClient(b, 'Client', { userPool: pool });
    enrich(b, pool, { claims: [ClaimRule.set('b', Value.email(), { when: Condition.client(client) })], attachment: existing });
  }, ATTACHMENT_TYPE, 'first'],
  ['a function that refers to its pool', (app, enrich) => {
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { attachment: existing })?.handler.addEnvironment('POOL', pool.userPoolId);
  }, ATTACHMENT_TYPE, 'first'],
  ['a pool of another template', (app, enrich) => {
    const stack = new Stack(app, 'A');
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), reads(tableIn(stack)));
  }, ATTACHMENT_TYPE, 'first'],
  ['a replica', (app, enrich) => {
    const stack = new Stack(app, 'A', { env: { account: '111122223333', region: 'eu-west-1' } });
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), { attachment: Attachment.replica({ createConfiguration: true }) });
  }, 'AWS::Cognito::UserPoolRegionalConfigurationAttachment', 'first'],
];
