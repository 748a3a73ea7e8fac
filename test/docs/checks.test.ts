import * as fs from 'fs';
import * as path from 'path';
import { Annotations } from 'aws-cdk-lib';
import { PAGES, provenFindings, SECTIONS } from '../../docs/generate/checks/sections';
import { sourceTexts } from '../../docs/generate/checks/source-text';
import { GroupRule, Value } from '../../src';
import { TestApp } from '../support/app';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'checks.md'), 'utf8');
const IDS = Object.keys(PAGES);

describe('the examples of a finding give it alone, and nothing after the smallest change', () => {
  test.each(Object.entries(PAGES))('%s', (id, page) => {
    expect(() => provenFindings(id, page)).not.toThrow();
  });
});

test('each id is in one section, with the code of its examples, and on the page', () => {
  const inSections = SECTIONS.flatMap(({ pages }) => Object.keys(pages));
  expect([...inSections].sort()).toEqual([...IDS].sort());
  const withCode = SECTIONS.flatMap(({ file }) => [...sourceTexts(file).keys()]);
  expect(IDS.filter(id => !withCode.includes(id) || !PAGE.includes(`\n### ${id}\n`))).toEqual([]);
});

test('no two headings of the page have the same anchor', () => {
  const headings = [...PAGE.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase());
  expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
});

test('the page is the same on every machine: it has no encoded values and no paths of files', () => {
  expect(PAGE).not.toMatch(/Token\[|\/(?:home|tmp|Users)\//);
});

test.each(['before', 'after'])('a warning is acknowledged by its id, %s the enricher is created', moment => {
  const app = new TestApp();
  const acknowledge = () => Annotations.of(app.stack).acknowledgeWarning('cdk-cognito-token-enricher:RolesRemain', 'no identity pool');
  const steps = [() => app.enricher({ groups: [GroupRule.set({ groups: Value.groups().limit(2) })] }), acknowledge];
  (moment === 'after' ? steps : steps.reverse()).forEach(step => step());
  expect(app.warnings()).toEqual([]);
});
