import { code, prose } from './markdown';
import { CONTROLLERS, sortConditionText, SUBJECTS, summaryOf, targetText, textOf, type Names } from './wording';
import type { OnErrorName, Provenance, Rule, RulesetDocument, Source } from '../core/document/document';
import { KEY_PROPS } from '../core/document/expressions';

/** Describes a document in Markdown, for reviews: one section for each rule and each source, so that a change of one is a change of a few lines. */
export function describeDocument(document: RulesetDocument, name: string): string {
  return [
    `# Tokens of ${name}`,
    '',
    `Trigger event version ${document.triggerVersion}.`,
    '',
    ...document.rules.flatMap(rule => section(`${rule.id}${rule.description === undefined ? '' : `: ${prose(rule.description)}`}`, ruleLines(rule, document))),
    ...Object.entries(document.sources).flatMap(([source, definition]) => section(`source ${source}`, sourceLines(definition, document))),
    ...budgetLines(document),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`## ${title}`, '', ...lines.map(line => `- ${line}`), ''];
}

const MODES: { readonly [mode in Rule['mode']]: readonly string[] } = { ENFORCE: [], SHADOW: ['shadow: evaluated and logged, without effect'], DISABLED: ['disabled'] };

function ruleLines(rule: Rule, names: Names): readonly string[] {
  return [
    `effect: ${code(summaryOf(rule, names))}`,
    ...rule.when ? [`condition: ${code(textOf(rule.when, names))}`] : [],
    `for: ${rule.subjects.map(subject => SUBJECTS[subject]).join(' and ')}`,
    ...'tokens' in rule ? [`tokens: ${rule.tokens.map(token => token === 'ID' ? 'ID' : 'access').join(' and ')}`] : [],
    ...rule.kind === 'setClaim' ? claimLines(rule) : [],
    ...MODES[rule.mode],
    `controlled by: ${controllers(rule.provenance)}`,
  ];
}

const IF_ABSENT = { OMIT: [], KEEP_ORIGINAL: ['without a value: the original claim stays'], DENY: ['without a value: the token is denied'] } as const;

function claimLines({ ifAbsent, usedForAuthorization, dropOrder }: Extract<Rule, { readonly kind: 'setClaim' }>): readonly string[] {
  return [
    ...IF_ABSENT[ifAbsent],
    ...usedForAuthorization ? ['used for authorization: the token is denied if the value cannot be determined'] : [],
    ...dropOrder === undefined ? [] : [`dropped from a token that is too long: ${dropOrder}`],
  ];
}

/** Those who control the effect of a rule, as far as the rules alone reveal it. */
function controllers({ level, attributes = [], client }: Provenance): string {
  return [
    CONTROLLERS[level],
    ...attributes.length > 0 ? [`those who can write ${attributes.map(code).join(', ')}`] : [],
    ...client ? ['those who can use the app client'] : [],
  ].join('; ');
}

const ON_ERROR: { readonly [policy in OnErrorName]: string } = { DENY: 'the token is denied', OMIT: 'values are left out', USE_STALE: 'the last answer is used' };

function sourceLines(source: Source, names: Names): readonly string[] {
  const { kind, key, attributes, onError, provenance } = source;
  const keyText = Object.entries(key).map(([name, part]) => `${name} = ${textOf(part, names)}`).join(', ');
  return [
    `${kind === 'function' ? 'function' : 'table'}: ${code(targetText(source, names))}`,
    ...kind === 'query' && source.index !== undefined ? [`index: ${code(source.index)}`] : [],
    `${KEY_PROPS[kind]}: ${code(keyText)}`,
    ...kind === 'query' && source.sort ? [`sort: ${code(sortConditionText(source.sort, source.sort.values.map(value => textOf(value, names))))}`] : [],
    ...'limit' in source ? [`limit: ${source.limit} (${source.onLimit === 'CUT' ? 'the first ones are used' : 'more are a failed read'})`] : [],
    ...attributes.length > 0 ? [`attributes: ${attributes.map(code).join(', ')}`] : [],
    `if a read fails: ${ON_ERROR[onError]}`,
    `chosen by: ${controllers(provenance)}`,
  ];
}

function budgetLines({ budget }: RulesetDocument): readonly string[] {
  return budget ? section('token budget', [
    `at most ${budget.length} characters: ${budget.tokens.map(token => token === 'ID' ? 'ID token' : 'access token').join(' and ')}`,
    `a longer token: ${budget.onExcess === 'DENY' ? 'is denied' : `loses claims, which ${code(budget.marker)} lists`}`,
  ]) : [];
}
