import { schemaOf } from '../../../src/contract/json-schema';
import type { Contract } from '../../../src/contract/model';
import { typeNameOf } from '../../../src/contract/typescript';
import { UsageError } from '../errors';

/** Languages in which quicktype writes types. */
export const LANGUAGES = ['python', 'java', 'go', 'csharp', 'kotlin', 'swift', 'rust', 'php', 'ruby', 'dart'] as const;

type Language = typeof LANGUAGES[number];

/** The part of quicktype that is used. It is an optional peer, as few need it and it is large. */
interface Quicktype {
  readonly InputData: new () => { addInput(input: unknown): void };
  readonly JSONSchemaInput: new (store: undefined) => { addSource(source: { readonly name: string; readonly schema: string }): Promise<void> };
  quicktype(options: { readonly inputData: unknown; readonly lang: string }): Promise<{ readonly lines: readonly string[] }>;
}

/** Types of the claims in another language. Claims that are never there are left out. */
export async function generatedCode({ tokens }: Contract, language: Language): Promise<string> {
  const { InputData, JSONSchemaInput, quicktype } = await load(language);
  const input = new JSONSchemaInput(undefined);
  for (const shape of tokens) {
    const possible = { ...shape, claims: shape.claims.filter(({ presence }) => presence !== 'NEVER'), keptAttributes: undefined };
    await input.addSource({ name: typeNameOf(shape), schema: JSON.stringify({ type: 'object', ...schemaOf(possible) }) });
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({ inputData, lang: language });
  return `${lines.join('\n').trimEnd()}\n`;
}

async function load(language: Language): Promise<Quicktype> {
  try {
    return await import('quicktype-core') as unknown as Quicktype;
  } catch (error) {
    throw new UsageError([`quicktype-core writes types in ${language}, and could not be loaded (${(error as Error).message.split('\n')[0]}): install it beside this command with \`npm install --save-dev quicktype-core\`.`]);
  }
}
