import * as fs from 'fs';
import * as path from 'path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** A message of an app that is no error. */
export interface Note {
  readonly level: string;
  readonly text: string;
}

/** The messages of an app: annotations, and the findings of the library in the validation report, if the CDK has one, in the same form. */
export function notesOf(assembly: CloudAssembly): readonly Note[] {
  const stacks = [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks)];
  const annotations = stacks.flatMap(({ messages }) => messages).map(({ level, entry }): Note => ({ level, text: String(entry.data) }));
  const reported = violationsIn(assembly.directory).map(({ ruleName, description, suggestedFix, severity }): Note => ({
    level: severity,
    text: `${description}${suggestedFix === undefined ? '' : `: ${suggestedFix}`} [ack: ${ruleName.replace('TokenEnricher::', 'cdk-cognito-token-enricher:')}]`,
  }));
  return [...annotations, ...reported];
}

/** The texts of the messages of an app. */
export function textsOf(assembly: CloudAssembly): readonly string[] {
  return notesOf(assembly).map(({ text }) => text);
}

export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly severity: string;
  readonly violatingConstructs: ReadonlyArray<{ readonly constructPath: string; readonly cloudFormationResource?: object }>;
  readonly reason?: string;
}

/** The violations that the library has in the validation report, without those that are acknowledged, or those alone. */
export function violationsIn(directory: string, which: 'violations' | 'suppressedViolations' = 'violations'): readonly Violation[] {
  const file = path.join(directory, 'validation-report.json');
  const { pluginReports } = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { pluginReports: [] };
  return pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'TokenEnricher').flatMap((report: any) => report[which] ?? []);
}
