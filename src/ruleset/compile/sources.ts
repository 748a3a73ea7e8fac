import { ArnFormat, CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { choice } from './choices';
import { compileText, NOTHING, tokenInStructure } from './constants';
import type { CompileContext } from './context';
import { compileExpression } from './expressions';
import type { RegisteredSource } from './source-registry';
import { holdsToken } from './tokens';
import { OnError, type TableSource } from '../../sources/table-source';
import type { Expression, ItemSource } from '../document';
import { show } from '../problems';
import { isRoot, ROOTS } from '../template/roots';

const ON_ERROR = [OnError.DENY, OnError.OMIT] as const;

/** A source that is compiled but for what its use decides: attributes and provenance. */
export type CompiledSource = Omit<ItemSource, 'attributes' | 'provenance'>;

/** The definition of a source. */
export function compileSource({ source, path }: RegisteredSource, context: CompileContext): CompiledSource {
  const { table, consistentRead, onError, userEditable = [] } = source._props;
  Object.keys(source._key()).filter(holdsToken).forEach(attribute => context.problem(tokenInStructure(`${path}.key (name of an attribute)`, attribute)));
  userEditable.forEach((attribute, index) => holdsToken(attribute) && context.problem(tokenInStructure(`${path}.userEditable[${index}]`, attribute)));
  checkName(source.sourceName, path, context);
  const key = Object.fromEntries(Object.entries(source._key()).sort(([a], [b]) => a < b ? -1 : 1).map(([attribute, node]) => [
    attribute,
    compileExpression(node, { path: `${path}.key.${attribute}`, subjects: ['USER', 'MACHINE'], inElement: false }, context),
  ]));
  checkKeyCount(key, path, context);
  return {
    kind: 'item',
    table: compileTable(table, path, context),
    key,
    consistentRead: consistentRead ?? false,
    onError: choice(onError, ON_ERROR, OnError.DENY, `${path}.onError`, context),
    ...(userEditable.length > 0 && { userEditable: [...userEditable].sort() }),
  };
}

function checkName(name: unknown, path: string, context: CompileContext): void {
  const reserved = typeof name === 'string' && (isRoot(name) || name === 'true' || name === 'false');
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || reserved) {
    context.problem({
      check: 'SourceName',
      path: `${path} (name of the source)`,
      given: show(name),
      allowed: `a letter, then letters, digits and _, and none of ${ROOTS.join(', ')}, true, false`,
      fix: reserved ? 'choose another name: templates use this one for something else' : 'choose a name that a template can write',
    });
  }
}

function checkKeyCount(key: Readonly<Record<string, Expression>>, path: string, context: CompileContext): void {
  const count = Object.keys(key).length;
  if (count < 1 || count > 2) {
    context.problem({
      check: 'Key',
      path: `${path}.key`,
      given: count === 0 ? 'nothing' : Object.keys(key).join(', '),
      allowed: 'the primary key of the table: its partition key, and its sort key if it has one',
      fix: 'name each with a value, as in { userName: Value.userName() }',
    });
  }
}

/**
 * The table as GetItem takes it: its name or, where it may belong to another account, its ARN. The ARN of the table tells where
 * it is; the environment of an imported table would be that of the stack.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
function compileTable(table: TableSource['_props']['table'], path: string, context: CompileContext): Expression {
  const reference = table?.tableRef;
  if (!reference) {
    context.problem({ check: 'Table', path: `${path}.table`, given: show(table), allowed: 'a DynamoDB table: Table, TableV2, CfnTable or an imported one', fix: 'give the construct of the table' });
    return NOTHING;
  }
  const { account, region } = locationOf(reference.tableArn, context.scope);
  const stack = Stack.of(context.scope);
  if (isOther(region, stack.region)) {
    context.problem({
      check: 'TableRegion',
      path: `${path}.table`,
      given: `a table in ${region}`,
      allowed: `a table in the Region of the function, ${stack.region}`,
      fix: 'use a replica of the table in that Region, or deploy the enricher where the table is',
    });
  }
  return compileText(account === stack.account ? reference.tableName : reference.tableArn, `${path}.table`, context);
}

/** Where a table is, as far as its ARN tells or, for a table of the app, its stack. */
function locationOf(arn: string, scope: IConstruct): { account?: string; region?: string } {
  if (arn.startsWith('arn:')) {
    return Stack.of(scope).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
  }
  const token = Token.isUnresolved(arn) ? Tokenization.reverseString(arn).firstToken : undefined;
  return token && Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? Stack.of(token.target) : {};
}

function isOther(found: string | undefined, own: string): boolean {
  return found !== undefined && !Token.isUnresolved(found) && !Token.isUnresolved(own) && found !== own;
}
