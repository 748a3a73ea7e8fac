import { App, Stack, type Environment } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { notesOf } from './notes';
import { TableSource, TokenEnricher, Value, type ItemSourceProps, type TokenEnricherProps } from '../../src';

/** An app with one stack, a pool of the Essentials plan, and a table with the key `id`. */
export class TestApp {
  public readonly app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false });
  public readonly stack: Stack;
  public readonly userPool: cognito.UserPool;
  public readonly table: dynamodb.Table;

  constructor(env?: Environment) {
    this.stack = new Stack(this.app, 'Stack', { env });
    this.userPool = new cognito.UserPool(this.stack, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      customAttributes: { plan: new cognito.StringAttribute(), level: new cognito.StringAttribute() },
    });
    this.table = new dynamodb.Table(this.stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  }

  public enricher(props: Partial<TokenEnricherProps> = {}): TokenEnricher {
    return new TokenEnricher(this.stack, 'TokenEnricher', { userPool: this.userPool, ...props });
  }

  public source(name = 'profile', props: Partial<ItemSourceProps> = {}): TableSource {
    return TableSource.item(name, { table: this.table, key: { id: Value.sub() }, ...props });
  }

  public client(id = 'Client'): cognito.UserPoolClient {
    return this.userPool.addClient(id);
  }

  /** The template of the stack. */
  public template(): { Resources: { [id: string]: { Type: string; Properties: any; Metadata?: any; DependsOn?: any } } } {
    return this.app.synth().getStackByName('Stack').template;
  }

  /** Warnings of the stack. */
  public warnings(): readonly string[] {
    return notesOf(this.app.synth()).filter(({ level }) => level === 'warning').map(({ text }) => text);
  }
}

export type Resources = ReturnType<TestApp['template']>['Resources'];

/** The properties of the only resource of a type. */
export function only(resources: Resources, type: string): any {
  const found = Object.values(resources).filter(({ Type }) => Type === type);
  expect(found).toHaveLength(1);
  return found[0].Properties;
}

/** The message of the error that is thrown; fails if none is thrown. */
export function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error');
}
