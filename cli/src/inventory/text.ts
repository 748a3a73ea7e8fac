import type { Inventory, ListedEnricher, ListedPool, ListedRule, ListedSource, Permission, Reference, TrustedValue } from './model';
import { SUBJECTS } from '../../../src/describe/wording';
import { bold, columns, dim, indented, section, yellow } from '../commands/text';

const ATTACHMENTS: Readonly<Record<ListedPool['attachment'], string>> = {
  inTemplate: 'attached in the template', customResource: 'attached by a custom resource', replica: 'attached to the replica',
};
const TOKENS = { ID: 'ID', ACCESS: 'access' } as const;
const ON_ERROR: Readonly<Record<string, string>> = { DENY: 'the token is denied', OMIT: 'values are left out', USE_STALE: 'the last answer is used' };

/** The inventory for people. */
export function inventoryText({ enrichers }: Inventory): string {
  return `${enrichers.map(enricherText).join('\n\n')}\n`;
}

function enricherText(enricher: ListedEnricher): string {
  const { path, stack, pools, condition, triggerVersion, rules, sources, role, permissions, managedPolicies, warnings, trusted } = enricher;
  const { runtime, architecture, memorySize, timeout } = enricher.function;
  return [
    bold(path),
    ...indented([
      ...columns([
        [dim('stack'), stack],
        ...condition === undefined ? [] : [[dim('condition'), `${condition} of the template`] as const],
        ...enricher.comparesWithPrevious ? [[dim('compares'), 'the previous function decides, and the rules are compared with it'] as const] : [],
        [dim('event version'), triggerVersion],
        [dim('pools'), pools.length > 0 ? pools.map(poolText) : 'no user pool of the app calls it'],
        [dim('function'), `${runtime}, ${architecture}, ${memorySize} MB, ${timeout} s`],
      ]),
      ...section('Rules', columns(rules.map(rule => [rule.id, ruleLines(rule)]))),
      ...section('Sources', columns(sources.map(source => [source.name, sourceLines(source)]))),
      ...section(`Permissions of ${nameOf(role)}`, [...permissions.map(permissionText), ...managedPolicies.map(arn => `the managed policy ${arn}`)]),
      ...section('Trusted values', columns(trusted.map(each => [each.value, trustedText(each)]))),
      ...section('Warnings', columns(warnings.map(({ id, path: place, message }) => [yellow(id), place === path ? message : `${message} (${place})`]))),
    ]),
  ].join('\n');
}

function poolText({ attachment, triggerVersion, ...pool }: ListedPool): string {
  return `${nameOf(pool)} (${ATTACHMENTS[attachment]}, ${triggerVersion})`;
}

function ruleLines({ summary, description, condition, subjects, tokens, mode }: ListedRule): readonly string[] {
  const about = [
    `for ${subjects.map(subject => SUBJECTS[subject]).join(' and ')}`,
    ...tokens ? [`${tokens.map(token => TOKENS[token]).join(' and ')} token`] : [],
    ...mode === 'ENFORCE' ? [] : [`${mode.toLowerCase()} mode`],
  ];
  return [
    summary,
    ...condition === undefined ? [] : [`when ${condition}`],
    ...description === undefined ? [] : [dim(description)],
    dim(about.join('; ')),
  ];
}

function sourceLines({ table, function: invoked, index, key, sortCondition, attributes, onError }: ListedSource): readonly string[] {
  const keys = [...Object.entries(key).map(([name, value]) => `${name} = ${value}`), ...sortCondition === undefined ? [] : [sortCondition]].join(', ');
  return [
    `${table ? `table ${nameOf(table)}` : `function ${nameOf(invoked!)}`}${index === undefined ? '' : `, index ${index}`}`,
    `${table ? 'key' : 'input'}: ${keys}`,
    dim(`${attributes.length > 0 ? `attributes: ${attributes.join(', ')}; ` : ''}if a read fails: ${ON_ERROR[onError] ?? onError}`),
  ];
}

function permissionText({ effect, actions, notActions, resources, notResources, conditions }: Permission): string {
  const what = actions ? actions.join(', ') : `all but ${(notActions ?? []).join(', ')}`;
  const where = resources ? resources.join(', ') : `all but ${(notResources ?? []).join(', ')}`;
  return `${effect.toLowerCase()} ${what} on ${where}${conditions === undefined ? '' : dim(` if ${conditionsText(conditions)}`)}`;
}

function conditionsText(conditions: NonNullable<Permission['conditions']>): string {
  return Object.entries(conditions)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => `${operator} ${key}: ${values.join(', ')}`))
    .join('; ');
}

function trustedText({ reason, usedBy }: TrustedValue): string {
  return `${reason}${usedBy.length > 0 ? dim(` (${usedBy.join(', ')})`) : ''}`;
}

function nameOf({ path, name = '' }: Reference): string {
  return path ?? name;
}
