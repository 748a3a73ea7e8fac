import * as fs from 'fs';
import * as path from 'path';
import { ClientAttributes } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Value, type TokenPreview } from '../../src';
import { RECIPES } from '../cases/recipes';
import type { Claims, Recipe, Situation } from '../cases/recipes/recipe';
import { errorOf, TestApp } from '../support/app';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'recipes.md'), 'utf8');
const WARNING_ID = /\[ack: cdk-cognito-token-enricher:(\w+)\]/;

/** An app with the code of a recipe, as the page describes it. */
class RecipeApp extends TestApp {
  private readonly webClient = this.userPool.addClient('Web', {
    generateSecret: true, writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
  });
  private readonly enricherOfRecipe;

  constructor({ tables = {}, props }: Recipe) {
    super();
    const created = Object.entries(tables).map(([name, keys]) => [name, this.tableWith(name, keys)]);
    const tablesByName = Object.fromEntries(created);
    this.enricherOfRecipe = this.enricher(props({ stack: this.stack, userPool: this.userPool, webClient: this.webClient, tables: tablesByName }));
  }

  public preview({ client, ...given }: Situation['given']): TokenPreview {
    return this.enricherOfRecipe.preview({ ...given, ...client && { client: this.webClient } });
  }

  private tableWith(name: string, keys: readonly [string, string?]): Table {
    const [partitionKey, sortKey] = keys.map(key => key === undefined ? undefined : { name: key, type: AttributeType.STRING });
    return new Table(this.stack, name, { partitionKey: partitionKey!, sortKey });
  }
}

describe.each(Object.entries(RECIPES))('%s', (_, recipe) => {
  test('synthesizes with the warnings that the page explains, and no other', () => {
    const warnings = new RecipeApp(recipe).warnings().map(text => WARNING_ID.exec(text)?.[1] ?? text);
    expect([...new Set(warnings)].sort()).toEqual(Object.keys(recipe.warnings ?? {}).sort());
  });

  test.each([...recipe.situations])('$name', ({ given, gives }) => {
    const preview = new RecipeApp(recipe).preview(given);
    const { denied, ...tokens } = 'denied' in gives ? gives : { denied: undefined, ...gives };
    expect(preview.denial?.reason).toBe(denied);
    for (const [token, claims] of Object.entries(tokens) as ReadonlyArray<['accessToken' | 'idToken', Claims]>) {
      expect(Object.fromEntries(Object.keys(claims).map(name => [name, preview[token]![name]]))).toEqual(claims);
    }
  });

  test('shows an absent value and a failing source', () => {
    expect(recipe.situations.filter(({ given }) => given.failingSources)).not.toEqual([]);
    expect(recipe.situations.filter(({ given }) => !given.failingSources && !given.items)).not.toEqual([]);
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
  const setAct = () => new TestApp().enricher({ claims: [ClaimRule.set('act', Value.objectOf({ sub: Value.clientId() }))] });
  expect(errorOf(setAct)).toContain('ReservedClaim');
});
