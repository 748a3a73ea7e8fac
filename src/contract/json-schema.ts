import type { Contract, TokenShape, ValueType } from './model';
import { descriptionOf, removedAttributes, scopeName, titleOf } from './wording';
import type { TokenName } from '../core/document/document';
import type { Json } from '../core/document/json';
import type { TypeName } from '../core/operators/result';

type Schema = { readonly [keyword: string]: Json };

/**
 * The JSON Schema of a token. It allows all other claims. Access tokens of users and of machines have one schema: Cognito puts `username` into those
 * of users alone, and does not let rules remove it.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export function jsonSchemaOf({ enricher, tokens, scopes }: Contract, token: TokenName): Schema {
  const shapes = tokens.filter(each => each.token === token);
  const [users, machines] = (['USER', 'MACHINE'] as const).map(subject => shapes.find(each => each.subject === subject));
  const scopeTexts = scopes.added.map(scopeName);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Claims that ${enricher} puts into ${token === 'ID' ? 'ID' : 'access'} tokens`,
    type: 'object',
    ...token === 'ID' ? users && schemaOf(users) : {
      ...scopeTexts.length > 0 && { properties: { scope: { type: 'string', description: `Scopes that rules add: ${scopeTexts.join(', ')}` } } },
      ...shapes.length > 0 && {
        if: { required: ['username'] },
        ...users && { then: { title: titleOf(users), ...schemaOf(users) } },
        ...machines && { else: { title: titleOf(machines), ...schemaOf(machines) } },
      },
    },
  };
}

/** The properties of one kind of token. */
export function schemaOf(shape: TokenShape): Schema {
  const { claims } = shape;
  const required = claims.filter(({ presence }) => presence === 'ALWAYS').map(({ claim }) => claim);
  return {
    properties: Object.fromEntries([
      ...claims.map((claim): [string, Json] =>
        [claim.claim, claim.presence === 'NEVER' ? false : { ...valueSchema(claim.type), description: descriptionOf(claim) }]),
      ...removedAttributes(shape).map((name): [string, Json] => [name, false]),
    ]),
    ...required.length > 0 && { required },
  };
}

const TYPES: { readonly [type in TypeName]: string } = { string: 'string', number: 'number', boolean: 'boolean', list: 'array', map: 'object' };

/** A value of several types has a schema for each. */
function valueSchema(type: ValueType | undefined): Schema {
  if (!type) {
    return {};
  }
  const { types, values } = type;
  const scalars = types.filter(each => each !== 'list' && each !== 'map');
  const schemas: Schema[] = [
    ...scalars.length > 0 ? [values ? { enum: values as Json[] } : scalarSchema(scalars, type)] : [],
    ...types.includes('list') ? [listSchema(type)] : [],
    ...types.includes('map') ? [mapSchema(type)] : [],
  ];
  return schemas.length === 1 ? schemas[0] : { anyOf: schemas };
}

function scalarSchema(types: readonly TypeName[], { maxLength }: ValueType): Schema {
  const names = types.map(each => TYPES[each]);
  return { type: names.length === 1 ? names[0] : names, ...maxLength !== undefined && { maxLength } };
}

function listSchema({ maxItems, elements }: ValueType): Schema {
  return { type: 'array', ...maxItems !== undefined && { maxItems }, ...elements && elements.types.length > 0 && { items: valueSchema(elements) } };
}

function mapSchema({ properties }: ValueType): Schema {
  const required = Object.entries(properties ?? {}).filter(([, { always }]) => always).map(([name]) => name);
  return {
    type: 'object',
    ...properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueSchema(property)])) },
    ...required.length > 0 && { required },
  };
}
