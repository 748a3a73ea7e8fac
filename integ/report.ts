import type { Answer, NotAsked } from './question';
import type { Target } from './target';

/** Values that identify an account, a pool, a client or a user, by the word that replaces them. */
const PRIVATE: ReadonlyArray<readonly [pattern: RegExp, word: string]> = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'token'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'uuid'],
  [/\b[a-z]{2}(?:-[a-z]+)+-\d_[0-9A-Za-z]+/g, 'pool'],
  [/\b(?=[a-z]*\d)[0-9a-z]{40,}\b/gi, 'secret'],
  [/\b(?=[a-z]*\d)[0-9a-z]{20,39}\b/gi, 'client'],
  [/\b\d{12}\b/g, 'account'],
];

/** Replaces what is private. The same value has the same replacement, so that readers see which values are equal. */
export function redactor(): (text: string) => string {
  const known = new Map<string, string>();
  return text => PRIVATE.reduce((result, [pattern, word]) => result.replace(pattern, found => {
    const number = [...known.values()].filter(each => each.startsWith(`<${word} `)).length + 1;
    const replacement = known.get(found) ?? `<${word} ${number}>`;
    known.set(found, replacement);
    return replacement;
  }), text);
}

/** The report, as Markdown for an issue. */
export function reportOf(answers: readonly Answer[], notAsked: readonly NotAsked[], { name, ids }: Target, now: Date): string {
  const redact = redactor();
  const lines = [
    `# Probe of ${name}`,
    '',
    `- Date: ${now.toISOString().slice(0, 10)}`,
    `- Region: ${ids.Region}`,
    '- Feature plans: Essentials with a trigger of V3_0, Lite with a trigger of V1_0, Essentials without a trigger',
    '- Ids, accounts, secrets and tokens are replaced; equal values have equal replacements',
    '',
    '| | Question | Differs from our assumption |',
    '| --- | --- | --- |',
    ...answers.map(({ question: { id, question }, isAsAssumed }) => `| ${id} | ${question} | ${differs(isAsAssumed)} |`),
    ...notAsked.map(({ id, question }) => `| ${id} | ${question} | not asked |`),
    '',
    ...answers.flatMap(answer => sectionOf(answer)),
    '## Not asked',
    '',
    ...notAsked.map(({ id, question, reason }) => `- ${id} ${question} ${reason}`),
  ];
  return `${redact(lines.join('\n'))}\n`;
}

function sectionOf({ question: { id, question, how, assumed }, value, error, isAsAssumed }: Answer): readonly string[] {
  return [
    `## ${id} ${question}`,
    '',
    `- Asked: ${how}`,
    `- Assumed: ${assumed}`,
    `- Differs: ${differs(isAsAssumed)}`,
    '',
    '```json',
    JSON.stringify(error ? { error } : value, undefined, 2) ?? 'null',
    '```',
    '',
  ];
}

function differs(isAsAssumed: boolean | undefined): string {
  return isAsAssumed === undefined ? 'not known, it could not be asked here' : isAsAssumed ? 'no' : 'yes';
}
