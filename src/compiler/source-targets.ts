import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { compileString, NOTHING } from './constants';
import type { CompileContext } from './context';
import { differ } from '../cdk/environments';
import { resourceBehind } from '../cdk/resources';
import type { Expression } from '../core/document/document';
import type { Source } from '../sources/source';

/**
 * The table name for GetItem, or the ARN of the table if it may belong to another account. The account and Region come from the ARN, as the
 * `env` of an imported table is always that of its stack.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export function compileTable(source: Source, path: string, context: CompileContext): Expression {
  const reference = source._props.table?.tableRef;
  if (!reference) {
    return NOTHING;
  }
  const { account, region } = locationOf(reference.tableArn, context.scope);
  const stack = Stack.of(context.scope);
  if (differ(region, stack.region)) {
    context.problem({
      check: 'TableRegion',
      path: `${path}.table`,
      given: `a table in ${region}`,
      allowed: `a table in the Region of the function, ${stack.region}`,
      fix: 'use a replica of the table in that Region, or deploy the enricher in the Region of the table',
    });
  }
  return compileString(account === stack.account ? reference.tableName : reference.tableArn, `${path}.table`, context);
}

/** The ARN of the function, version or alias. */
export function compileFunction(source: Source, path: string, context: CompileContext): Expression {
  const arn = source._props.handler?.functionArn;
  if (arn === undefined) {
    return NOTHING;
  }
  const { region } = Stack.of(context.scope);
  const own = locationOf(arn, context.scope).region;
  if (differ(own, region)) {
    context.problem({
      check: 'FunctionRegion',
      path: `${path}.handler`,
      given: `a function in ${own}`,
      allowed: `a function in the Region of the trigger, ${region}`,
      fix: 'deploy the function in that Region, too, or deploy the enricher in the Region of the function',
    });
  }
  return compileString(arn, `${path}.handler`, context);
}

/** The account and Region of a resource, from its ARN or, for one that the app creates, from its stack. */
function locationOf(arn: string, scope: IConstruct): { account?: string; region?: string } {
  if (arn.startsWith('arn:')) {
    return Stack.of(scope).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
  }
  const resource = resourceBehind(arn);
  return resource ? Stack.of(resource) : {};
}
