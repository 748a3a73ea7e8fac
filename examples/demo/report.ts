import type { WriteStream } from 'tty';
import { styleText } from 'util';
import Table from 'cli-table3';
import { changesOf, type Change } from './changes';
import { isAsExpected } from './results';
import type { CaseRun, ExampleRun } from './run';
import { longest, wrap } from './text';
import { summaryOf } from '../../src/describe/wording';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** The stream of a report. Only terminals support colors, and not with NO_COLOR. */
export type Output = Partial<Pick<WriteStream, 'hasColors'>>;

/** Maximum columns of a line. */
const WIDTH = 100;
/** Columns of the table without text: three lines, and a space on both sides of two cells. */
const FRAME = 7;
/** Minimum columns for the names of cases. */
const NAME_WIDTH = 30;

/** The changes that the function of an example app made, case by case. */
export function reportOf(run: ExampleRun, stream: Output): string {
  const paint = painter(stream);
  return [
    ...wrap(headingOf(run), WIDTH).map(line => paint('bold', line)),
    ...run.document.rules.flatMap(rule => wrap(`  rule: ${summaryOf(rule, run.document)}`, WIDTH)).map(line => paint('cyan', line)),
    tableOf(run.cases, paint),
    '',
  ].join('\n');
}

export function conclusionOf(runs: readonly ExampleRun[], stream: Output): string {
  const paint = painter(stream);
  const cases = runs.flatMap(run => run.cases);
  const different = cases.filter(each => !isAsExpected(each)).length;
  return different === 0
    ? paint('green', `All ${cases.length} cases gave the tokens that they should.`)
    : paint('red', `${different} of ${cases.length} cases differ.`);
}

export function hint(stream: Output): string {
  return painter(stream)('dim', 'Whole tokens: npm run demo -- --full. To sign in in a browser: npm run playground.');
}

function headingOf({ example, function: { hash, files, bytes, nodeVersion, triggerVersion } }: ExampleRun): string {
  const size = `${files} ${files === 1 ? 'file' : 'files'}, ${(bytes / 1000).toFixed(1)} kB`;
  return `${example.system} ${example.folder}: asset ${hash.slice(0, 12)} (${size}), Node.js ${nodeVersion}, trigger ${triggerVersion}`;
}

function tableOf(cases: readonly CaseRun[], paint: Paint): string {
  const rows = cases.map(each => ({ name: each.given.name, effect: effectOf(each) }));
  const effects = longest(rows.flatMap(({ effect }) => effect.map(({ text }) => text)));
  const names = Math.min(longest(rows.map(({ name }) => name)), Math.max(NAME_WIDTH, WIDTH - FRAME - effects));
  const table = new Table({
    head: ['Case', 'Effect'].map(title => paint('bold', title)),
    // a cell has a space on both sides
    colWidths: [names + 2, Math.min(effects, WIDTH - FRAME - names) + 2],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map(({ name, effect }) => [name, effect.map(({ style, text }) => paint(style, text)).join('\n')]));
  return table.toString();
}

/** Lines of the cell of a case. */
function effectOf(run: CaseRun): ReadonlyArray<{ readonly style: Style; readonly text: string }> {
  const changes = changesOf(run);
  return [
    ...changes.length === 0 ? [{ style: 'dim', text: '- nothing' } as const] : changes.map(styledChange),
    ...isAsExpected(run) ? [] : [{ style: 'red', text: '! not what it should be' } as const],
  ];
}

function styledChange({ mark, text, token }: Change): { readonly style: Style; readonly text: string } {
  return { style: mark === '+' ? 'green' : 'yellow', text: `${mark} ${text} in ${token}` };
}

/** Checks the stream for colors here, because `styleText` of older releases of Node.js 20 does not. */
function painter(stream: Output): Paint {
  const isColored = stream.hasColors?.() === true;
  return (style, text) => isColored ? styleText(style, text, { validateStream: false }) : text;
}
