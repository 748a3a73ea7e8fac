import { CfnParameter, Duration } from 'aws-cdk-lib';
import type { TestApp } from './app';
import * as library from '../../src';

/** Names that examples in the documentation use: the library itself, and some constructs of an app. */
export function names(app: TestApp): Record<string, unknown> {
  const sources = Object.fromEntries(['profile', 'tenant', 'memberships'].map(name => [name, app.source(name)]));
  return {
    ...library,
    ...sources,
    teams: library.TableSource.query('teams', { table: app.table, key: { id: library.Value.sub() } }),
    Duration,
    table: app.table,
    webClient: app.client('Web'),
    bucket: { bucketName: new CfnParameter(app.stack, 'BucketName').valueAsString },
  };
}

/** Evaluates an expression of the documentation. */
export function evaluateWritten(expression: string, known: Record<string, unknown>): unknown {
  return new Function(...Object.keys(known), `return ${expression}`)(...Object.values(known));
}
