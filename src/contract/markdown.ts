import type { Claim, Contract, Scope, TokenShape, ValueType } from './model';
import { conditionText, controllersOf, scopeName, titleOf } from './wording';
import { cell, code, prose, table } from '../describe/markdown';
import { SUBJECTS } from '../describe/wording';

/** The contract in Markdown, for reviews and for those who read tokens. */
export function markdownOf({ enricher, triggerVersion, tokens, scopes, denials, sources, trusted }: Contract): string {
  return [
    `# Tokens of ${cell(enricher)}`,
    `Trigger event version ${triggerVersion}. Tokens have other claims too.`,
    ...tokens.flatMap(claimsTable),
    ...scopeTable('Scopes that rules add', scopes.added),
    ...scopeTable('Scopes that rules remove', scopes.suppressed),
    ...scopeTable('Rules remove all scopes but these', scopes.keptOnly),
    ...table('Denials', ['Message', 'For', 'Condition', 'Rule', 'Controlled by'], denials.map(denial => [
      prose(denial.message), subjectsText(denial), conditionText(denial, code), denial.rules.join(', '), controllersOf(denial.control),
    ])),
    ...table('Sources', ['Source', 'Reads', 'Key', 'If a read fails', 'Controlled by'], sources.map(({ name, target, index, key, sortCondition, onError, control }) => [
      name, `${code(target)}${index === undefined ? '' : `, index ${code(index)}`}`,
      [...Object.entries(key).map(([attribute, value]) => code(`${attribute} = ${value}`)), ...sortCondition === undefined ? [] : [code(sortCondition)]].join(', '),
      onError, controllersOf(control),
    ])),
    ...table('Declared trusted', ['Value', 'Reason'], trusted.map(({ value, reason }) => [code(value), prose(reason)])),
  ].join('\n\n').concat('\n');
}

const PRESENCE: { readonly [presence in Claim['presence']]: string } = { ALWAYS: 'always', OPTIONAL: 'optional', NEVER: 'never' };

function claimsTable(shape: TokenShape): readonly string[] {
  const { claims, keptAttributes, keeping = [] } = shape;
  const title = titleOf(shape);
  return [
    ...table(`${title[0].toUpperCase()}${title.slice(1)}`, ['Claim', 'Present', 'Type', 'Condition', 'Controlled by', 'Rules', 'Description'], claims.map(each => [
      code(each.claim), PRESENCE[each.presence], each.type ? typeText(each.type) : '', conditionText(each, code),
      controllersOf(each.control), each.rules.join(', '), prose((each.descriptions ?? []).join(' ')),
    ])),
    ...keptAttributes ? [`Of the attributes of the user, the token has only ${keptAttributes.map(code).join(', ') || 'none'}.`] : [],
    ...keeping.map(({ effect, when }) => `Of the attributes of the user, under ${code(when ?? '')}: ${effect}.`),
  ];
}

function scopeTable(title: string, scopes: readonly Scope[]): readonly string[] {
  return table(title, ['Scope', 'For', 'Condition', 'Controlled by', 'Rules', 'Description'], scopes.map(each => [
    code(scopeName(each)), subjectsText(each), conditionText(each, code), controllersOf(each.control), each.rules.join(', '), prose((each.descriptions ?? []).join(' ')),
  ]));
}

function subjectsText({ subjects }: Pick<Scope, 'subjects'>): string {
  return subjects.map(each => SUBJECTS[each]).join(', ');
}

/** The number of types of values. */
const ALL_TYPES = 5;

/** For example `string: "gold", "free"`, or `list of at most 25 strings`. */
export function typeText({ types, values, maxLength, maxItems, elements, properties }: ValueType): string {
  if (types.length === ALL_TYPES && !elements && !properties) {
    return 'any value';
  }
  const scalars = types.filter(type => type !== 'list' && type !== 'map')
    .map(type => type === 'string' && maxLength !== undefined && !values ? `string (at most ${maxLength} characters)` : type).join(' or ');
  return [
    ...scalars === '' ? [] : [`${scalars}${values ? `: ${values.map(each => code(JSON.stringify(each))).join(', ')}` : ''}`],
    ...types.includes('list') ? [`list${maxItems === undefined ? '' : ` (at most ${maxItems})`} of ${elements ? typeText(elements) : 'values'}`] : [],
    ...types.includes('map') ? [properties ? `map with ${propertiesText(properties)}` : 'map'] : [],
  ].join(' or ');
}

function propertiesText(properties: NonNullable<ValueType['properties']>): string {
  return Object.entries(properties).map(([name, { always, ...of }]) => `${code(name)}${always ? '' : ' (optional)'}: ${typeText(of)}`).join(', ');
}
