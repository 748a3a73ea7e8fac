import { generatedCode, LANGUAGES } from './languages';
import { cedarSchemaOf } from '../../../src/contract/cedar';
import { jsonSchemaOf } from '../../../src/contract/json-schema';
import { markdownOf } from '../../../src/contract/markdown';
import type { Contract } from '../../../src/contract/model';
import { typeScriptOf } from '../../../src/contract/typescript';
import type { TokenName } from '../../../src/core/document/document';

/** The choices of one rendering. */
export interface FormatOptions {
  readonly token: TokenName;
  readonly namespace: string;
}

type Format = (contract: Contract, options: FormatOptions) => string | Promise<string>;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export const FORMATS: { readonly [name: string]: Format } = {
  'markdown': contract => markdownOf(contract),
  'json': contract => json(contract),
  'json-schema': (contract, { token }) => json(jsonSchemaOf(contract, token)),
  'typescript': contract => typeScriptOf(contract),
  'cedar': (contract, { namespace }) => json(cedarSchemaOf(contract, namespace)),
  ...Object.fromEntries(LANGUAGES.map(language => [language, (contract: Contract) => generatedCode(contract, language)])),
};
