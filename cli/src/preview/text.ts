import Table from 'cli-table3';
import type { PreviewedRead } from './local-answers';
import type { Preview } from './preview';
import { bold, columns, dim, green, indented, red, section, yellow } from '../commands/text';
import { wordsFor } from '../explain/outcomes';
import { coloredOutcome } from '../explain/text';
import { DENIALS, reasonText } from '../explain/words';
import type { ExplainedClaim } from '../tokens/model';

const TOKENS = [['ID', 'ID token', 'idToken'], ['ACCESS', 'Access token', 'accessToken']] as const;
const COLORS = { ADDED: green, CHANGED: yellow, SUPPRESSED: red, NONE: dim } as const;
/** Characters in a column of the table. Longer values continue on the next line. */
const WIDTH = 40;

/**
 * The preview for people.
 *
 * @param withAll shows the values of claims that do not change, too
 */
export function previewText(preview: Preview, withAll: boolean): string {
  const { notRun, denial, rules, reads, notes } = preview;
  return [
    ...notRun === undefined ? [] : [notRun, ''],
    ...denial ? denialLines(denial) : TOKENS.flatMap(([token, title, member]) =>
      tokenLines(title, preview.claims.filter(claim => claim.token === token), preview.before[member] !== undefined, withAll)),
    ...section('Rules', columns(rules.map(rule => [rule.rule, ruleLines(rule)]))),
    ...section('Reads', columns(reads.map(read => [read.source, readLines(read)]))),
    ...notes.map(note => yellow(`- ${note}`)),
    '',
  ].join('\n');
}

function denialLines({ reason, rule, message }: NonNullable<Preview['denial']>): readonly string[] {
  return [
    `${bold(red('Token denied'))}: PreTokenGeneration failed with error ${message}.`,
    ...indented(columns([[dim('reason'), `${reason}: ${wordsFor(DENIALS, reason) ?? ''}`], ...rule === undefined ? [] : [[dim('rule'), rule] as const]])),
    '',
  ];
}

function tokenLines(title: string, claims: readonly ExplainedClaim[], isIssued: boolean, withAll: boolean): readonly string[] {
  if (!isIssued) {
    return [`${bold(title)}: none. A machine gets none, and a user needs the scope openid.`, ''];
  }
  const changed = claims.filter(({ change }) => change !== 'NONE');
  const shown = withAll ? claims : changed;
  const others = claims.filter(claim => !shown.includes(claim)).map(({ name }) => name);
  return [
    `${bold(title)}${changed.length > 0 ? '' : ': no rule changes it'}`,
    ...shown.length > 0 ? [claimTable(shown)] : [],
    ...others.length > 0 ? [dim(`Unchanged: ${others.join(', ')}`)] : [],
    '',
  ];
}

function claimTable(claims: readonly ExplainedClaim[]): string {
  const table = new Table({ head: ['Claim', 'Before', 'After', 'Rule'].map(dim), style: { head: [], border: [], compact: true } });
  table.push(...claims.map(({ name, change, before, after, rules }) => [COLORS[change](name), valueText(before), valueText(after), rules.join('\n')]));
  return table.toString();
}

/** A value in lines of at most `WIDTH` characters, with line breaks between words where possible. */
function valueText(value: unknown): string {
  const text = value === undefined ? '-' : typeof value === 'string' && !looksTyped(value) ? value : JSON.stringify(value);
  return text.match(new RegExp(`.{1,${WIDTH}}(?= |$)|.{1,${WIDTH}}`, 'gs'))?.map(line => line.trimStart()).join('\n') ?? text;
}

/** A string that would look like a number, a boolean or several lines is shown as JSON. */
function looksTyped(text: string): boolean {
  return /^(?:-?\d[\d.eE+-]*|true|false|null|-|[[{"].*)$|[\n\r]|^$/s.test(text);
}

function ruleLines({ summary, condition, description, outcome, meaning, reason, explanation, shadow }: Preview['rules'][number]): readonly string[] {
  const why = explanation ?? (reason === undefined ? undefined : reasonText(reason));
  const text = why === undefined ? meaning : `${meaning?.replace(/\.$/, '')}: ${why}.`;
  return [
    summary,
    ...condition === undefined ? [] : [`when ${condition}`],
    ...description === undefined ? [] : [dim(description)],
    `${coloredOutcome(outcome)} ${text}${shadow ? ' It is in shadow mode, and has no effect.' : ''}`,
  ];
}

function readLines({ target, key, outcome, reason, items }: PreviewedRead): readonly string[] {
  return [
    `${target}, ${key}`,
    `${outcome === 'FAILED' ? red(outcome) : outcome}${reason === undefined ? '' : ` ${reason}`}`,
    ...items.map(item => dim(JSON.stringify(item))),
  ];
}
