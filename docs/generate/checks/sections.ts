import { ACCESS } from './access';
import { ATTACHMENT } from './attachment';
import { CLAIMS } from './claims';
import { FUNCTION } from './function';
import { GOVERNANCE } from './governance';
import { OPTIONS } from './options';
import type { CheckPage, CheckPages, FindingId } from './page';
import { POOL } from './pool';
import { RULES } from './rules';
import { findingsOf, type Finding } from './run';
import { SOURCES } from './sources';
import { VALUES } from './values';
import { APP_CHECKS } from '../../../src/checks/app';
import { CHECKS } from '../../../src/checks/rules';
import { WARNINGS } from '../../../src/checks/rules/warnings';

export interface Section {
  readonly title: string;
  /** The file with the pages, for the code of their examples. */
  readonly file: string;
  readonly pages: CheckPages;
}

export const SECTIONS: readonly Section[] = [
  { title: 'Access', file: 'access.ts', pages: ACCESS },
  { title: 'Claims', file: 'claims.ts', pages: CLAIMS },
  { title: 'Rules, scopes and groups', file: 'rules.ts', pages: RULES },
  { title: 'Values and templates', file: 'values.ts', pages: VALUES },
  { title: 'Tables and functions', file: 'sources.ts', pages: SOURCES },
  { title: 'User pool', file: 'pool.ts', pages: POOL },
  { title: 'Attaching', file: 'attachment.ts', pages: ATTACHMENT },
  { title: 'Function', file: 'function.ts', pages: FUNCTION },
  { title: 'User pools without an enricher', file: 'governance.ts', pages: GOVERNANCE },
  { title: 'Options and previews', file: 'options.ts', pages: OPTIONS },
];

/** Does not compile until each id has a page. */
export const PAGES: { readonly [id in FindingId]: CheckPage } = {
  ...ACCESS, ...CLAIMS, ...RULES, ...VALUES, ...SOURCES, ...POOL, ...ATTACHMENT, ...FUNCTION, ...GOVERNANCE, ...OPTIONS,
};

const FINDS = new Map<string, string>([
  ...[...CHECKS, ...APP_CHECKS].map(({ name, finds }) => [name, finds] as const),
  ...WARNINGS.map(({ id, finds }) => [id, finds] as const),
]);

/** The mistake, from the page or from the check. */
export function mistakeOf(id: string, { finds = FINDS.get(id) }: CheckPage): string {
  if (finds === undefined) {
    throw new Error(`${id} has no sentence about what it finds`);
  }
  return finds;
}

/** The findings of the first example. Fails if it gives others, or if the second example gives any. */
export function provenFindings(id: string, { reported, accepted }: CheckPage): readonly Finding[] {
  const found = findingsOf(reported);
  // information about the way that a solution works is none about a mistake
  const rest = findingsOf(accepted).filter(finding => finding.kind !== 'Information' || finding.id === id);
  if (found.length === 0 || found.some(finding => finding.id !== id)) {
    throw new Error(`the reported example of ${id} gives ${found.map(({ text }) => text).join('\n') || 'nothing'}`);
  }
  if (rest.length > 0) {
    throw new Error(`the accepted example of ${id} gives ${rest.map(({ text }) => text).join('\n')}`);
  }
  return found;
}
