import type { EnricherDifferences } from './compare';
import { VERDICTS, type Difference, type Verdict } from './difference';
import { cell } from '../../../src/describe/markdown';
import { bold, columns, green, red, yellow } from '../commands/text';

const WORDS: { readonly [verdict in Verdict]: string } = { LESS_SECURE: 'less secure', BREAKING: 'breaking', SAFE: 'safe' };
const COLORS: { readonly [verdict in Verdict]: (text: string) => string } = { LESS_SECURE: red, BREAKING: yellow, SAFE: green };

function countsOf(differences: readonly Difference[]): string {
  const counts = VERDICTS.map(verdict => [differences.filter(each => each.verdict === verdict).length, WORDS[verdict]] as const)
    .filter(([count]) => count > 0);
  return counts.length === 0 ? 'no difference' : counts.map(([count, word]) => `${count} ${word}`).join(', ');
}

/** Differences for the terminal. */
export function differencesText(all: readonly EnricherDifferences[]): string {
  return all.map(({ enricher, differences }) => [
    `${bold(enricher)}: ${countsOf(differences)}`,
    ...columns(differences.map(({ verdict, where, what, change }) => [`  ${COLORS[verdict](WORDS[verdict])}`, `${where}, ${what}: ${change}`])),
  ].join('\n')).join('\n\n').concat('\n');
}

/** Differences in Markdown, for a pull request. */
export function differencesMarkdown(all: readonly EnricherDifferences[]): string {
  return all.map(({ enricher, differences }) => [
    `### Tokens of ${enricher}: ${countsOf(differences)}`,
    ...differences.length === 0 ? [] : [[
      '| | Where | What | Change |', '| --- | --- | --- | --- |',
      ...differences.map(({ verdict, where, what, change }) => `| ${[WORDS[verdict], where, what, change].map(cell).join(' | ')} |`),
    ].join('\n')],
  ].join('\n\n')).join('\n\n').concat('\n');
}
