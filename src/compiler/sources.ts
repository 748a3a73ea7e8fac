import type { IConstruct } from 'constructs';
import { compileName, compileNames } from './arguments';
import { compileString, NOTHING, tokenInStructure } from './constants';
import type { CompileContext } from './context';
import { compileExpression } from './expressions';
import type { RegisteredSource } from './source-registry';
import { inferExpression } from '../analysis/inference';
import { ArnFormat, Stack } from '../cdk/aws-cdk-lib';
import { resourceBehind } from '../cdk/resources';
import { differ } from '../cdk/stacks';
import { holdsToken } from '../cdk/tokens';
import type {
  Expression, FunctionSource, ItemForEachSource, ItemSource, QuerySource, SortCondition, Source as SourceDocument,
} from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { placed } from '../options/options';
import { show } from '../problems/problems';
import type { SortKeyCondition } from '../sources/sort-key-condition';
import { OnError, type Source } from '../sources/source';
import { isRoot, ROOTS } from '../template/parse';
import { nodeOf, type AuthorNode } from '../values/author-node';

/** A compiled source without the members that depend on its use: see `finishSources`. */
export type CompiledSource = Omit<ItemSource, 'attributes' | 'provenance' | 'decides'>
| Omit<FunctionSource, 'attributes' | 'provenance' | 'decides'>
| (Omit<ItemForEachSource, 'attributes' | 'provenance' | 'decides' | 'onLimit'> & { readonly onLimit?: ItemForEachSource['onLimit'] })
| (Omit<QuerySource, 'attributes' | 'provenance' | 'decides' | 'select' | 'onLimit'> & { readonly onLimit?: QuerySource['onLimit'] });

/** Default maximum numbers of items. */
const LIMIT = 100;
const LIMIT_FOR_EACH = 25;

/** Compiles the definition of a source. */
export function compileSource({ source, path }: RegisteredSource, context: CompileContext): CompiledSource {
  const { userWritable: userWritable = [] } = source._props;
  placed(source._problems, path).forEach(problem => context.problem(problem));
  const editable = compileNames(userWritable, `${path}.userWritable`, context, 0);
  Object.keys(source._key()).filter(holdsToken).forEach(attribute => context.problem(tokenInStructure(`${path}.${source._keyProp} (name of an attribute)`, attribute, context)));
  checkName(source.sourceName, path, context);
  const key = Object.fromEntries(Object.entries(source._key()).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([attribute, node]) => [attribute, compilePart(node, `${path}.${source._keyProp}.${attribute}`, context)]));
  const common = { key, ...compilePolicies(source, path, context), ...(editable.length > 0 && { userWritable: [...editable].sort() }) };
  if (source._kind === 'function') {
    checkKeyCount(source, LIMITS.members, `1 to ${LIMITS.members} values for the function`, path, context);
    return { kind: 'function', function: compileFunction(source, path, context), ...common };
  }
  const base = { table: compileTable(source, path, context), consistentRead: source._props.consistentRead ?? false, ...common };
  switch (source._kind) {
    case 'item':
      checkKeyCount(source, 2, PRIMARY_KEY, path, context);
      return { kind: 'item', ...base };
    case 'itemForEach': {
      checkKeyCount(source, 2, PRIMARY_KEY, path, context);
      const { limit = LIMIT_FOR_EACH, onLimit } = source._props;
      return { kind: 'itemForEach', ...base, listAttribute: listAttributeOf(key, path, context), limit, ...onLimit !== undefined && { onLimit } };
    }
    case 'query':
      return { kind: 'query', ...base, ...compileQuery(source, key, path, context) };
  }
}

const PRIMARY_KEY = 'the primary key of the table: its partition key, and its sort key if it has one';

/** The attribute whose value is a list. If several may be lists, the one that certainly is. */
function listAttributeOf(key: ItemForEachSource['key'], path: string, context: CompileContext): string {
  const typed = Object.entries(key).map(([attribute, part]) => ({ attribute, types: inferExpression(part, ['USER']).types }));
  const certain = typed.filter(({ types }) => types.join() === 'list');
  const possible = certain.length > 0 ? certain : typed.filter(({ types }) => types.includes('list'));
  if (possible.length !== 1 && typed.length > 0) {
    context.problem({
      check: 'Key',
      path: `${path}.keys`,
      given: possible.length === 0 ? 'no list' : `${possible.length} values that can be lists: ${possible.map(({ attribute }) => attribute).join(', ')}`,
      allowed: 'exactly one value that is a list',
      fix: possible.length === 0 ? 'use TableSource.item to read one item, or make a list with split(...) or Value.listOf(...)'
        : 'declare the type of the others, as in attribute(path, { valueType: ItemAttributeType.STRING })',
    });
  }
  return possible[0]?.attribute ?? '';
}

function compilePart(node: AuthorNode, path: string, context: CompileContext): Expression {
  return compileExpression(node, path, context);
}

function compileQuery(source: Source, key: QuerySource['key'], path: string, context: CompileContext):
Pick<QuerySource, 'index' | 'sort' | 'ascending' | 'limit'> & { onLimit?: QuerySource['onLimit'] } {
  const { _props: props } = source;
  const { indexName, onLimit, keyAttributes = [] } = props;
  const index = indexName === undefined ? undefined : compileName(indexName, `${path}.indexName`, context);
  compileNames(keyAttributes, `${path}.keyAttributes`, context, 0);
  checkKeyCount(source, index === undefined ? 1 : 4, 'the partition key of the table, or of the index', path, context);
  const sort = compileSort(props.sort, key, path, context);
  return {
    ...(index !== undefined && { index }),
    ...(sort && { sort }),
    ascending: props.ascending ?? true,
    limit: props.limit ?? LIMIT,
    ...(onLimit !== undefined && { onLimit }),
  };
}

function compileSort(given: SortKeyCondition | undefined, key: QuerySource['key'], path: string, context: CompileContext): SortCondition | undefined {
  if (given === undefined) {
    return undefined;
  }
  const { attribute, _comparison: comparison, _values: values } = given;
  if (typeof attribute !== 'string' || attribute === '' || holdsToken(attribute)) {
    context.problem(tokenInStructure(`${path}.sort (name of an attribute)`, attribute, context));
  } else if (Object.hasOwn(key, attribute)) {
    context.problem({
      check: 'Key',
      path: `${path}.sort`,
      given: `'${attribute}', which is part of the partition key`,
      allowed: 'the sort key of the table or of the index',
      fix: 'name the sort key, or remove the sort key condition',
    });
  }
  return {
    attribute: typeof attribute === 'string' ? attribute : show(attribute),
    comparison,
    values: values.map((value, index) => compilePart(nodeOf(value, 'value'), `${path}.sort${values.length > 1 ? `.values[${index}]` : ''}`, context)),
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
      fix: reserved ? 'choose another name: templates reserve this one' : 'choose a name that templates can use',
    });
  }
}

function checkKeyCount(source: Source, most: number, allowed: string, path: string, context: CompileContext): void {
  const { _props: props, _keyProp: prop } = source;
  const { [prop]: values } = props;
  const count = Object.keys(values ?? {}).length;
  if (values && (count < 1 || count > most)) {
    context.problem({
      check: 'Key',
      path: `${path}.${prop}`,
      given: count === 0 ? 'nothing' : Object.keys(values).join(', '),
      allowed,
      fix: prop === 'input' ? 'write each property of the input with a value, as in { sub: Value.sub() }' : 'write each key attribute with a value, as in { userName: Value.username() }',
    });
  }
}

/** The timeout, retry, failure and cache settings of a source. */
export type Policies = Pick<ItemSource, 'timeout' | 'maxAttempts' | 'onError' | 'maxStale' | 'cacheTtl'>;

/** Default milliseconds and attempts. A function may have a cold start, which a second attempt would only repeat. */
const OF_TABLE = { timeout: 2000, maxAttempts: 2 };
const DEFAULTS: { readonly [kind in SourceDocument['kind']]: Pick<Policies, 'timeout' | 'maxAttempts'> } = {
  item: OF_TABLE, itemForEach: OF_TABLE, query: OF_TABLE, function: { timeout: 3000, maxAttempts: 1 },
};

function compilePolicies({ _kind: kind, _props: props, _problems: problems }: Source, path: string, context: CompileContext): Policies {
  const { consistentRead, timeout, maxAttempts = DEFAULTS[kind].maxAttempts, onError = OnError.DENY } = props;
  const maxStale = props.maxStale?.toSeconds();
  const cacheTtl = props.cacheTtl?.toSeconds();
  if ((onError === 'USE_STALE') !== (maxStale !== undefined) && !problems.some(each => each.path === 'onError')) {
    context.problem({
      check: 'MaxStale',
      path: `${path}.maxStale`,
      given: maxStale === undefined ? 'nothing, with OnError.USE_STALE' : `a duration, with OnError.${onError}`,
      allowed: 'the maximum age of a stale answer, only with OnError.USE_STALE',
      fix: maxStale === undefined ? 'set the maximum age, such as Duration.minutes(15)' : 'set onError: OnError.USE_STALE, or remove maxStale',
    });
  }
  if (cacheTtl !== undefined && consistentRead) {
    context.problem({
      check: 'ConsistentCache',
      path: `${path}.cacheTtl`,
      given: `${cacheTtl} seconds, with consistentRead: true`,
      allowed: 'either cacheTtl or consistentRead: a cached answer does not include later writes',
      fix: 'remove cacheTtl if every read must see the latest write; otherwise remove consistentRead',
    });
  }
  return {
    timeout: timeout?.toMilliseconds() ?? DEFAULTS[kind].timeout,
    maxAttempts,
    onError,
    ...(maxStale !== undefined && { maxStale }),
    ...(cacheTtl !== undefined && { cacheTtl }),
  };
}

/**
 * The table name for GetItem, or the ARN of the table if it may belong to another account. The account and Region come from the ARN, as the
 * `env` of an imported table is always that of its stack.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
function compileTable(source: Source, path: string, context: CompileContext): Expression {
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
function compileFunction(source: Source, path: string, context: CompileContext): Expression {
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
