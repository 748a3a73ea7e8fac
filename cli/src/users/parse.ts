import { getNodeValue } from 'jsonc-parser';
import { depthProblem } from './brackets';
import { asText, toItem } from './items';
import type { UsersFile } from './model';
import { schemaFindings } from './schema-problems';
import { SourceText, type Finding } from './source-text';
import { describeSyntax } from './syntax';
import { pathText } from './wording';
import { isExact } from '../../../src/tables/decimal';
import { isTyped } from '../../../src/tables/dynamodb-json';
import { UsageError } from '../errors';

/**
 * Parses the users file, and checks it as far as possible without the app.
 *
 * @param text content of the file
 * @param file name of the file in problems
 * @throws UsageError with every problem
 */
export function parseUsersFile(text: string, file: string): UsersFile {
  const tooDeep = depthProblem(text, file);
  if (tooDeep !== undefined) {
    throw new UsageError([tooDeep]);
  }
  const source = new SourceText(text, file);
  if (!source.root || source.syntaxErrors.length > 0) {
    throw new UsageError(describeSyntax(source));
  }
  // objects without a prototype: a user may be called `constructor` or `__proto__`
  const content: unknown = getNodeValue(source.root);
  const findings = [...duplicates(source), ...schemaFindings(content, source), ...itemFindings(content), ...inexactNumbers(source)];
  if (findings.length > 0) {
    throw new UsageError(source.describe(findings));
  }
  const { users = empty(), items = empty(), answers = empty(), values = empty() } = content as Partial<UsersFile>;
  return { users, items, answers, values };
}

function empty(): Record<string, never> {
  return Object.create(null);
}

/** Names that an object has twice: `JSON.parse` would silently drop one. */
function duplicates(source: SourceText): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { node, path } of source.nodes()) {
    const seen = new Map<string, number>();
    for (const { offset, children: [name] = [] } of node.type === 'object' ? node.children ?? [] : []) {
      const here = [...path, String(name.value)];
      const first = seen.get(name.value);
      if (first === undefined) {
        seen.set(name.value, offset);
      } else {
        findings.push({ path: here, offset, text: `${pathText(here)} is written twice, first in line ${source.lineOf(first)}; keep one of them` });
      }
    }
  }
  return findings;
}

/** Values that DynamoDB cannot store. The schema finds tables and items of a wrong type. */
function itemFindings(content: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const tables = isObject(content) ? content.items : undefined;
  for (const [table, items] of Object.entries(isObject(tables) ? tables : {})) {
    (Array.isArray(items) ? items : []).forEach((item: unknown, index) => {
      if (isObject(item)) {
        const path = ['items', table, index];
        if (Object.keys(item).length > 0 && Object.values(item).every(isTyped)) {
          findings.push({ path, text: `${pathText(path)} is DynamoDB JSON; allowed: plain values, as in {"id": "1", "active": true}` });
        }
        toItem(item, path, (place, text) => findings.push({ path: place, text }));
      }
    });
  }
  return findings;
}

/** Numbers that change when they are read. In an item, its own check finds integers that are too large. */
function inexactNumbers(source: SourceText): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { node: { type, offset, length, value }, path } of source.nodes()) {
    const written = source.text.slice(offset, offset + length);
    const isSmall = Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
    const isChecked = path[0] === 'answers' || (path[0] === 'items' && isSmall);
    if (type === 'number' && isChecked && !isExact(written)) {
      const fix = path[0] === 'items' ? asText(path) : 'write its digits in quotes, or fewer digits';
      findings.push({ path, text: `${pathText(path)} has more digits than JavaScript keeps: it would become ${value}; ${fix}` });
    }
  }
  return findings;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
