import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Example } from './page';
import { TableSource, TokenEnricher, Value } from '../../../src';
import { notesOf } from '../../../test/support/notes';

export type Kind = 'Error' | 'Warning' | 'Information';

export interface Finding {
  readonly kind: Kind;
  readonly id: string;
  readonly text: string;
}

const KINDS: ReadonlyMap<string, Kind> = new Map([['warning', 'Warning'], ['info', 'Information']]);
const PROBLEM = /^\S.*: ([A-Z]\w+)\n {2}given: .*\n {2}allowed: .*\n {2}fix: .*(?:\n {11}.*)*/gm;
const ACKNOWLEDGEABLE = /\[ack: cdk-cognito-token-enricher:(\w+)\]/;

/** The findings of the library in an app with the example, each one once. */
export function findingsOf(example: Example): readonly Finding[] {
  const app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack');
  try {
    build(example, app, stack);
    return notesIn(app);
  } catch (error) {
    const { message } = error as Error;
    const problems = [...message.matchAll(PROBLEM)].map(([text, id]): Finding => ({ kind: 'Error', id, text }));
    if (problems.length === 0) {
      throw error;
    }
    return problems;
  }
}

function build(example: Example, app: App, stack: Stack): void {
  const userPool = new cognito.UserPool(stack, 'UserPool', {
    customAttributes: { plan: new cognito.StringAttribute(), level: new cognito.NumberAttribute() },
  });
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
  const props = example({ app, stack, userPool, table, profile });
  if (props) {
    new TokenEnricher(stack, 'TokenEnricher', { userPool, ...props });
  }
}

/** Warnings and informational messages. Several pools or previews can give the same one. */
function notesIn(app: App): readonly Finding[] {
  const found = notesOf(app.synth()).flatMap(({ level, text }): readonly Finding[] => {
    const [, id] = ACKNOWLEDGEABLE.exec(text) ?? [];
    return id === undefined ? [] : [{ kind: KINDS.get(level)!, id, text }];
  });
  return [...new Map(found.map(finding => [finding.text, finding])).values()];
}
