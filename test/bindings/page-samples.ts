import * as fs from 'fs';
import * as path from 'path';
import { RosettaTranslator, type TargetLanguage } from 'jsii-rosetta';
import { FIXTURE, GUIDES, samplesOf } from '../docs/samples';

const ROOT = path.join(__dirname, '..', '..');
const DECLARED = /^declare const .*\n/gm;

/**
 * The samples of pages that are not part of the package, in a language, by where they are.
 *
 * @param folder an empty folder, in which they are compiled
 */
export async function translatedPages(language: TargetLanguage, folder: string): Promise<Readonly<Record<string, string>>> {
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(ROOT, path.join(modules, 'cdk-cognito-token-enricher'));
  ['aws-cdk-lib', 'constructs'].forEach(name => fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name)));
  const samples = ['docs/guide.md', 'docs/attaching.md', ...GUIDES].flatMap(samplesOf).map(({ place, code }) => ({
    place,
    snippet: {
      visibleSource: code,
      completeSource: complete(code),
      location: { api: { api: 'file', fileName: place } },
    } as const,
  }));
  const translator = new RosettaTranslator({ includeCompilerDiagnostics: true });
  const { diagnostics } = await translator.translateAll(samples.map(({ snippet }) => snippet), { compilationDirectory: folder, cleanup: false });
  if (diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return Object.fromEntries(samples.map(({ place, snippet }) => [place, translator.tablet.lookupTranslationBySource(snippet, language)!.source]));
}

/** The sample with what it takes for granted, and what it declares: that is hidden from readers. */
function complete(code: string): string {
  const declared = [...code.matchAll(DECLARED)].join('');
  return `/// !hide\n${FIXTURE.replace('class Fixture', `${declared}$&`).replace('/// here', `/// !show\n${code.replace(DECLARED, '')}/// !hide`)}`;
}
