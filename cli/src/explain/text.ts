import type { ExplainedLine, ExplainedLogRead, ExplainedOutcome } from './explain-line';
import { wordsFor } from './outcomes';
import { READS } from './words';
import { bold, columns, dim, green, indented, red, section, yellow } from '../commands/text';

/** Outcomes of a claim that a rule sets, but has no value for. */
const WITHOUT_VALUE: readonly string[] = ['ABSENT', 'FAILED', 'CONDITION_UNKNOWN'];
const HIDDEN = ' Unless another rule sets it, the ID token does not have the original claim either (see ifAbsent).';
const QUIET = 'Not in the line, because the condition is false, or for another subject, disabled or not evaluated';

/** An explained log line for people. */
export function explainedText(line: ExplainedLine): string {
  const { enricher, requestId, time, denied, denial, error, mismatches, rules, quietRules, reads } = line;
  const status = bold(denied ? red('Token denied') : green('Token issued'));
  const title = [status, ...requestId === undefined ? [] : [`request ${requestId}`], ...time === undefined ? [] : [time]];
  return `${[
    title.join(', '),
    ...indented([
      ...columns([
        [dim('enricher'), enricher],
        [dim('event'), eventText(line)],
        ...denial ? [[dim('reason'), denialText(denial)] as const] : [],
        ...error ? [[dim('error'), [error.name, ...error.stack ?? []]] as const] : [],
      ]),
      ...mismatches.map(mismatch => yellow(`This line is of other rules: ${mismatch}.`)),
      ...mismatches.length > 0 ? ['Rules and sources are not described: check out the version that is deployed, run `npx cdk synth`, and explain the line again.'] : [],
      ...section('Rules', columns(rules.map(rule => [rule.id, ruleLines(rule)]))),
      ...quietRules.length > 0 ? [dim(`${QUIET}: ${quietRules.join(', ')}`)] : [],
      ...section('Reads', columns(reads.map(read => [read.element === undefined ? read.source : `${read.source}[${read.element}]`, readLines(read)]))),
      ...otherLines(line),
    ]),
  ].join('\n')}\n`;
}

function denialText({ reason, meaning, rule }: NonNullable<ExplainedLine['denial']>): string {
  return `${reason}: ${meaning ?? 'a reason of another version.'}${rule === undefined ? '' : ` The rule is ${rule}.`}`;
}

function eventText({ subject, triggerSource, eventVersion, milliseconds }: ExplainedLine): string {
  return [
    ...subject === undefined ? [] : [subject === 'MACHINE' ? 'machine' : 'user'],
    ...triggerSource ? [triggerSource] : [],
    ...eventVersion === undefined ? [] : [`event version ${eventVersion}`],
    ...milliseconds === undefined ? [] : [`${milliseconds} ms`],
  ].join(', ') || 'not in the line';
}

function ruleLines({ summary, condition, description, outcome, meaning, reasonMeaning, shadow, hidesOriginal }: ExplainedOutcome): readonly string[] {
  const text = meaning ?? 'an outcome of another version';
  const result = reasonMeaning === undefined ? text : `${text.replace(/\.$/, '')}: ${reasonMeaning}.`;
  return [
    ...summary === undefined ? [] : [summary],
    ...condition === undefined ? [] : [`when ${condition}`],
    ...description === undefined ? [] : [dim(description)],
    `${coloredOutcome(outcome)} ${result}${shadow ? ' It is in shadow mode, and had no effect.' : hidesOriginal && WITHOUT_VALUE.includes(outcome) ? HIDDEN : ''}`,
  ];
}

/** Also for the trace of a preview. */
export function coloredOutcome(outcome: string): string {
  return outcome === 'DENIED' ? red(outcome) : outcome === 'APPLIED' ? green(outcome) : yellow(outcome);
}

function readLines(read: ExplainedLogRead): readonly string[] {
  const { table, function: invoked, index, key, sortCondition, outcome, meaning, from, attempts, milliseconds } = read;
  const target = table ? `table ${table.path ?? table.name}` : invoked ? `function ${invoked.path ?? invoked.name}` : undefined;
  const values = Object.entries(key ?? {}).map(([name, value]) => `${name} = ${value}`);
  const keys = [...values, ...sortCondition === undefined ? [] : [sortCondition]].join(', ');
  const isGood = outcome === 'FOUND' || outcome === 'NOTHING';
  const used = from === 'CACHE' ? '; the answer is from the cache' : from === 'STALE' ? '; the last good answer was used' : '';
  return [
    ...target === undefined ? [] : [`${target}${index === undefined ? '' : `, index ${index}`}, ${keys}`],
    `${isGood ? outcome : red(outcome)} ${meaning ?? 'an outcome of another version'}${used}${attempts === undefined ? '' : `; ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${milliseconds} ms`}`,
  ];
}

function otherLines({ disabledSources = [], ignoredSources = [], compared, previous }: ExplainedLine): readonly string[] {
  return [
    ...disabledSources.length > 0 ? [`TE_DISABLED_SOURCES disables ${disabledSources.join(', ')}: values of them have failed.`] : [],
    ...ignoredSources.length > 0
      ? [`TE_DISABLED_SOURCES names ${ignoredSources.join(', ')} without effect: an access decision depends on it, or there is no such source.`] : [],
    ...compared ? [comparisonText(compared, previous)] : [],
  ];
}

function comparisonText(compared: readonly string[], previous: string | undefined): string {
  const [, denied] = /^denied: (.*)$/.exec(compared[0] ?? '') ?? [];
  if (previous !== undefined) {
    const words = wordsFor(READS, previous);
    const rules = compared.includes('issued') ? 'would issue the token' : 'deny the token, too';
    return `The previous function, which decides, did not answer (${previous}${words === undefined ? '' : `: ${words}`}). The rules ${rules}.`;
  }
  return denied !== undefined ? `The previous function answered. The rules would deny the token: ${denied}.`
    : `The previous function answered, and ${compared.length > 0 ? `the rules differ from it in ${compared.join(', ')}` : 'the rules agree with it'}.`;
}
