import * as path from 'node:path';
import type { Check } from './check';
import type { CheckedFinding } from './findings';
import { describeFinding } from '../../../src/report/finding';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
const PAGE = 'https://github.com/token-enricher/cdk-cognito-token-enricher/blob/main/docs/checks.md';

/**
 * Findings in the format of code scanning. The location is the template, as the cloud assembly does not tell the line in the app.
 *
 * @param folder the cloud assembly, as it was given
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf({ findings }: Check, folder: string, version: string): object {
  const ids = [...new Set(findings.map(({ id }) => id))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'token-enricher',
          version,
          informationUri: 'https://github.com/token-enricher/cdk-cognito-token-enricher',
          rules: ids.map(id => ({ id: ruleId(id), name: id, shortDescription: { text: id }, helpUri: `${PAGE}#${id.toLowerCase()}` })),
        },
      },
      results: findings.map(finding => resultOf(finding, ids.indexOf(finding.id), folder)),
    }],
  };
}

/** As in the validation report of the CDK. */
function ruleId(id: string): string {
  return `TokenEnricher::${id}`;
}

function resultOf(finding: CheckedFinding, ruleIndex: number, folder: string): object {
  const { id, severity, construct, path: property, fix, acknowledged, template } = finding;
  return {
    ruleId: ruleId(id),
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${describeFinding(finding)}${fix === undefined ? '' : `\nFix: ${fix}`}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(folder, template) }, region: { startLine: 1 } },
      logicalLocations: [{ fullyQualifiedName: `${construct}/${property}`, kind: 'resource' }],
    }],
    ...acknowledged !== undefined && { suppressions: [{ kind: 'external', ...acknowledged !== true && { justification: acknowledged } }] },
  };
}

/** Relative to the current folder, as in a repository. */
function uriOf(folder: string, template: string): string {
  return path.relative(process.cwd(), path.resolve(folder, template)).split(path.sep).map(encodeURIComponent).join('/');
}
