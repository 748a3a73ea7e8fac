import { tokenInStructure } from './constants';
import type { CompileContext } from './context';
import { compileExpression } from './expressions';
import { compileName, compileNames } from './names';
import { compilePolicies } from './source-policies';
import type { RegisteredSource } from './source-registry';
import { compileFunction, compileTable } from './source-targets';
import { inferExpression } from '../analysis/inference';
import { holdsToken } from '../cdk/tokens';
import type { Expression, FunctionSource, ItemForEachSource, ItemSource, QuerySource, SortCondition } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { placed } from '../options/options';
import { show } from '../problems/problems';
import type { SortKeyCondition } from '../sources/sort-key-condition';
import type { Source } from '../sources/source';
import { isRoot, ROOTS } from '../template/roots';
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
