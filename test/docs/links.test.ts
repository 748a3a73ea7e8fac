import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
/** README and docstrings are read on other sites too, so their links are absolute. */
const REPOSITORY = /^https:\/\/github\.com\/token-enricher\/cdk-cognito-token-enricher\/(?:blob|tree|raw)\/main\//;

const EXAMPLES = fs.readdirSync(path.join(ROOT, 'examples'), { withFileTypes: true }).filter(each => each.isDirectory()).map(({ name }) => `examples/${name}`);
const PAGES = ['.', 'docs', 'docs/decisions', 'docs/guides', 'cli', 'examples', 'integ', ...EXAMPLES].flatMap(folder =>
  fs.readdirSync(path.join(ROOT, folder)).filter(name => name.endsWith('.md') && name !== 'API.md').map(name => path.join(folder, name)));

interface Link {
  readonly text: string;
  readonly target: string;
}

/** Links and images outside of code, in Markdown and HTML. */
function linksOf(page: string): readonly Link[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8').replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const markdown = [...text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, name, target]) => ({ text: name, target }));
  return [...markdown, ...[...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, target]) => ({ text: 'image', target }))];
}

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
}

function anchorsOf(page: string): ReadonlySet<string> {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8').replace(/^```[^]*?^```$/gm, '');
  return new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading)));
}

/** The reason why a link is dead; undefined if it leads somewhere, or to another site. */
function deadLink(page: string, { target }: Link): string | undefined {
  const own = REPOSITORY.exec(target);
  if (!own && /^[a-z]+:/.test(target)) {
    return undefined;
  }
  const [file, anchor] = target.replace(REPOSITORY, '').split('#');
  const linked = own ? path.normalize(file) : file === '' ? page : path.join(path.dirname(page), file);
  return !fs.existsSync(path.join(ROOT, linked)) ? `${target}: no such file`
    : anchor !== undefined && linked.endsWith('.md') && !anchorsOf(linked).has(anchor) ? `${target}: no such heading` : undefined;
}

test.each(PAGES)('%s has no dead link', page => {
  expect(linksOf(page).map(link => deadLink(page, link)).filter(dead => dead !== undefined)).toEqual([]);
});

test('docstrings have no dead link to this repository', () => {
  const sources = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
    .map(name => fs.readFileSync(path.join(ROOT, 'src', name), 'utf8')).join('\n');
  const targets = [...sources.matchAll(/https:\/\/github\.com\/token-enricher\/[^\s)'`]+/g)].map(([target]) => target);
  expect(targets.filter(target => !REPOSITORY.test(target))).toEqual([]);
  expect(targets.flatMap(target => deadLink('README.md', { text: '', target }) ?? [])).toEqual([]);
});

test('links of the README work on every site', () => {
  expect(linksOf('README.md').map(({ target }) => target).filter(target => !/^(https:|#)/.test(target))).toEqual([]);
});
