import * as fs from 'fs';
import * as path from 'path';
import { ClientAttributes } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import * as ts from 'typescript';
import * as library from '../../src';
import { RECIPES } from '../cases/recipes';
import type { Claims, Mistake, Recipe, Situation } from '../cases/recipes/recipe';
import { errorOf, TestApp } from '../support/app';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'recipes.md'), 'utf8');
const WARNING_ID = /\[ack: cdk-cognito-token-enricher:(\w+)\]/;

/** An app with the code of a recipe, as the page describes it. */
class RecipeApp extends TestApp {
  private readonly webClient = this.userPool.addClient('Web', {
    generateSecret: true, writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
  });
  private readonly enricherOfRecipe;

  constructor({ tables = {}, indexes = {}, props }: Recipe) {
    super();
    const created = Object.entries(tables).map(([name, keys]) => [name, new Table(this.stack, name, keysOf(keys))] as const);
    const tablesByName = Object.fromEntries(created);
    Object.entries(indexes).forEach(([name, ofTable]) => Object.entries(ofTable).forEach(([indexName, keys]) =>
      tablesByName[name].addGlobalSecondaryIndex({ indexName, ...keysOf(keys) })));
    this.enricherOfRecipe = this.enricher(props({ stack: this.stack, userPool: this.userPool, webClient: this.webClient, tables: tablesByName }));
  }

  public preview({ client, ...given }: Situation['given']): library.TokenPreview {
    return this.enricherOfRecipe.preview({ ...given, ...client && { client: this.webClient } });
  }
}

function keysOf([partitionKey, sortKey]: readonly [string, string?]): { readonly partitionKey: Attribute; readonly sortKey?: Attribute } {
  const string = (name: string): Attribute => ({ name, type: AttributeType.STRING });
  return { partitionKey: string(partitionKey), ...sortKey !== undefined && { sortKey: string(sortKey) } };
}

/** The recipe of a file, with a mistake in its code. */
function withMistake(file: string, { code, instead }: Mistake): Recipe {
  const text = fs.readFileSync(path.join(__dirname, '..', 'cases', 'recipes', file), 'utf8');
  const [before, after, ...more] = text.slice(0, text.indexOf('situations:')).split(code);
  expect([typeof after, more]).toEqual(['string', []]);
  const wrong = `${before}${instead}${after}${text.slice(text.indexOf('situations:'))}`;
  const exported: { [name: string]: Recipe } = {};
  new Function('require', 'exports', ts.transpile(wrong, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }))(() => library, exported);
  return Object.values(exported)[0];
}

function expectTokens(preview: library.TokenPreview, gives: Situation['gives']): void {
  const { denied, ...tokens } = 'denied' in gives ? gives : { denied: undefined, ...gives };
  expect(preview.denial?.reason).toBe(denied);
  for (const [token, claims] of Object.entries(tokens) as ReadonlyArray<['accessToken' | 'idToken', Claims]>) {
    expect(Object.fromEntries(Object.keys(claims).map(name => [name, preview[token]![name]]))).toEqual(claims);
  }
}

describe.each(Object.entries(RECIPES))('%s', (file, recipe) => {
  test('synthesizes with the warnings that the page explains, and no other', () => {
    const warnings = new RecipeApp(recipe).warnings().map(text => WARNING_ID.exec(text)?.[1] ?? text);
    expect([...new Set(warnings)].sort()).toEqual(Object.keys(recipe.warnings ?? {}).sort());
  });

  test.each([...recipe.situations])('$name', ({ given, gives }) => {
    expectTokens(new RecipeApp(recipe).preview(given), gives);
  });

  for (const mistake of recipe.mistakes ?? []) {
    test(`a test fails for a mistake: ${mistake.name}`, () => {
      const { given, gives } = recipe.situations.find(({ name }) => name === mistake.fails)!;
      const preview = new RecipeApp(withMistake(file, mistake)).preview(given);
      expect(() => expectTokens(preview, gives)).toThrow(/expect/);
    });
  }

  test('shows an absent value and a failing source', () => {
    expect(recipe.situations.filter(({ given }) => given.failingSources)).not.toEqual([]);
    expect(recipe.situations.filter(({ given }) => !given.failingSources && !given.items && !given.tables)).not.toEqual([]);
  });

  test('is on the page', () => {
    expect(PAGE).toContain(`\n## ${recipe.title}\n`);
  });
});

test('each file of a recipe is listed', () => {
  const files = fs.readdirSync(path.join(__dirname, '..', 'cases', 'recipes')).filter(name => !['index.ts', 'recipe.ts'].includes(name));
  expect(Object.keys(RECIPES).sort()).toEqual(files.sort());
});

test('the claim that names the agent is left to Amazon Cognito, as the recipe of token exchange says', () => {
  const setAct = () => new TestApp().enricher({ claims: [library.ClaimRule.set('act', library.Value.objectOf({ sub: library.Value.clientId() }))] });
  expect(errorOf(setAct)).toContain('ReservedClaim');
});
