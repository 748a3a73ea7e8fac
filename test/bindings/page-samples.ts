import { RosettaTranslator, type TargetLanguage } from 'jsii-rosetta';
import { DOCUMENTATION } from '../../docs/generate/operators';
import { RECIPES } from '../cases/recipes';
import { FIXTURE, GUIDES, samplesOf, type Sample } from '../docs/samples';
import { linkThis } from '../packaged/packages';

const DECLARED = /^declare const .*\n/gm;

/**
 * The samples of pages that are not part of the package, in a language, by where they are.
 *
 * @param folder an empty folder, in which they are compiled
 */
export async function translatedPages(language: TargetLanguage, folder: string): Promise<Readonly<Record<string, string>>> {
  linkThis(folder);
  const all = [...['docs/guide.md', 'docs/attaching.md', ...GUIDES].flatMap(samplesOf), ...recipes(), operatorExamples()];
  const samples = all.map(({ place, code }) => ({
    place,
    snippet: {
      visibleSource: code,
      completeSource: complete(code),
      location: { api: { api: 'file', fileName: place } },
    } as const,
  }));
  const translator = new RosettaTranslator({ includeCompilerDiagnostics: true });
  const options = { compilationDirectory: folder, cleanup: false, batchSize: samples.length };
  const { diagnostics } = await translator.translateAll(samples.map(({ snippet }) => snippet), options);
  if (diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return Object.fromEntries(samples.map(({ place, snippet }) => [place, translator.tablet.lookupTranslationBySource(snippet, language)!.source]));
}

/** Types of what the examples of operators take for granted. */
const NAMES: Readonly<Record<string, string>> = {
  profile: 'TableSource', tenant: 'TableSource', memberships: 'TableSource', teams: 'TableSource', bucket: 's3.Bucket',
};

/** The examples of docs/rules.md, together. */
function operatorExamples(): Sample {
  const lines = Object.entries(DOCUMENTATION).map(([name, { example }]) => `const ${name}Example = ${example};\n`);
  return { place: 'docs/rules.md', code: `${declarations(Object.entries(NAMES))}${lines.join('')}` };
}

/** The code of docs/recipes.md. */
function recipes(): readonly Sample[] {
  const all = Object.values(RECIPES);
  return samplesOf('docs/recipes.md').map(({ code }, index) => {
    const { title, tables = {} } = all[index];
    return { place: title, code: `${declarations([['stack', 'Stack'], ...Object.keys(tables).map(name => [name, 'dynamodb.Table'] as const)])}${code}` };
  });
}

function declarations(names: ReadonlyArray<readonly [name: string, type: string]>): string {
  return names.map(([name, type]) => `declare const ${name}: ${type};\n`).join('');
}

/** The tables that recipes take for granted, by their titles. */
export const TABLES_OF_RECIPES = Object.fromEntries(
  Object.values(RECIPES).map(({ title, tables = {}, indexes = {} }) => [title, { tables, indexes }]),
);

/** The sample with what it takes for granted, and what it declares: that is hidden from readers. */
function complete(code: string): string {
  const declared = [...code.matchAll(DECLARED)].join('');
  return `/// !hide\n${FIXTURE.replace('class Fixture', `${declared}$&`).replace('/// here', `/// !show\n${code.replace(DECLARED, '')}/// !hide`)}`;
}
