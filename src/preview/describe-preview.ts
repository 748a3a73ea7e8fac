import { ClaimOrigin } from './codes';
import type { ClaimPreview, ReadPreview, RulePreview } from './preview-parts';
import type { PreviewParts } from './token-preview';
import { cell, code, prose, table } from '../describe/markdown';

type Claims = { readonly [claim: string]: unknown } | undefined;

/** Describes a preview in Markdown. */
export function describePreview(preview: PreviewParts): string {
  const { denial, trace, reads, claims, assumptions, idToken, originalIdToken, accessToken, originalAccessToken } = preview;
  const changed = claims.filter(({ origin }) => origin !== ClaimOrigin.COGNITO);
  return [
    ...denial ? [`Denied with ${denial.reason}${denial.rule === undefined ? '' : ` by ${denial.rule}`}: ${prose(cell(denial.message))}`] : [],
    ...denial || changed.length > 0 ? [] : ['No rule changes the tokens.'],
    ...claimsTable('ID token', changed.filter(({ token }) => token === 'ID'), originalIdToken, idToken),
    ...claimsTable('Access token', changed.filter(({ token }) => token === 'ACCESS'), originalAccessToken, accessToken),
    ...table('Rules', ['Rule', 'Effect', 'Condition', 'Outcome', 'Why', 'Description'], trace.map(ruleCells)),
    ...table('Reads', ['Source', 'From', 'Key', 'Outcome', 'Why', 'Items'], reads.map(readCells)),
    ...assumptions.length > 0 ? ['## Assumptions', assumptions.map(each => `- ${cell(each)}`).join('\n')] : [],
  ].join('\n\n').concat('\n');
}

function claimsTable(title: string, changed: readonly ClaimPreview[], before: Claims, after: Claims): readonly string[] {
  const value = (claims: Claims, name: string): string => claims && Object.hasOwn(claims, name) ? code(JSON.stringify(claims[name])) : 'none';
  return table(title, ['Claim', 'Before', 'After', 'Rules'], changed.map(({ name, rules }) => [code(name), value(before, name), value(after, name), rules.join(', ')]));
}

function ruleCells({ rule, summary, condition, outcome, shadow, explanation, reason, description = '' }: RulePreview): readonly string[] {
  return [rule, code(summary), condition === undefined ? '' : code(condition), `${outcome}${shadow ? ' (shadow)' : ''}`, explanation ?? reason ?? '', prose(description)];
}

function readCells({ source, target, index, key, sortCondition, outcome, reason = '', count }: ReadPreview): readonly string[] {
  const keys = [...Object.entries(key).map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ...sortCondition === undefined ? [] : [sortCondition]];
  return [source, `${code(target)}${index === undefined ? '' : `, index ${code(index)}`}`, code(keys.join(', ')), outcome, reason, String(count)];
}
