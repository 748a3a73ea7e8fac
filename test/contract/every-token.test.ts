import * as path from 'path';
import { validate as validateCedar } from '@cedar-policy/cedar-wasm/nodejs';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import * as ts from 'typescript';
import { TokenType, type TokenContract } from '../../src';
import type { Contract } from '../../src/contract/model';
import { buildAccepted, ruleSetOf, type BuiltRuleSet } from '../differential/rule-set';

const [SEED, RULE_SETS, EVENTS] = [Number(process.env.CONTRACT_SEED ?? 90_000_000), Number(process.env.CONTRACT_RULE_SETS ?? 24), 16];

interface Issued {
  readonly seed: number;
  readonly contract: TokenContract;
  readonly tokens: ReadonlyArray<{ readonly name: TokenType; readonly claims: object }>;
}

function issue(seed: number): Issued | undefined {
  const { built, set } = buildAccepted(ruleSetOf(seed, EVENTS)) ?? {};
  if (!built || !set) {
    return undefined;
  }
  const tokens = set.events.flatMap(event => tokensOf(built, event));
  built.dispose();
  return { seed, contract: built.contract, tokens };
}

function tokensOf(built: BuiltRuleSet, event: Parameters<BuiltRuleSet['preview']>[0]): Issued['tokens'] {
  const { idToken, accessToken } = built.preview(event);
  return [...idToken ? [{ name: TokenType.ID, claims: idToken }] : [], ...accessToken ? [{ name: TokenType.ACCESS, claims: accessToken }] : []];
}

let issued: readonly Issued[];

beforeAll(() => {
  issued = Array.from({ length: RULE_SETS }, (_, index) => issue(SEED + index)).filter(each => each !== undefined);
}, 600_000);

function contractIn({ contract }: Issued): Contract {
  return JSON.parse(contract.toJson()) as Contract;
}

function validatorsOf(contract: TokenContract): { readonly [token in TokenType]: ValidateFunction } {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false });
  return { ID: ajv.compile(contract.jsonSchema(TokenType.ID)), ACCESS: ajv.compile(contract.jsonSchema(TokenType.ACCESS)) };
}

test('each token of generated rules and events is valid', () => {
  const invalid = issued.flatMap(({ seed, contract, tokens }) => {
    const validate = validatorsOf(contract);
    return tokens.filter(({ name, claims }) => !validate[name](claims)).map(({ name, claims }) => `${seed}, ${name}: ${JSON.stringify(validate[name].errors)} in ${JSON.stringify(claims)}`);
  });
  expect(invalid.slice(0, 10)).toEqual([]);
  expect(issued.flatMap(({ tokens }) => tokens).length).toBeGreaterThan(RULE_SETS * EVENTS);
  const claims = issued.flatMap(each => contractIn(each).tokens).flatMap(each => each.claims);
  for (const presence of ['ALWAYS', 'OPTIONAL', 'NEVER']) {
    expect(claims.filter(each => each.presence === presence).length).toBeGreaterThan(5);
  }
});

test('a token without a claim that is always there, or with one that is never there, is not valid', () => {
  let tried = 0;
  for (const each of issued) {
    const validate = validatorsOf(each.contract);
    for (const { token, subject, claims } of contractIn(each).tokens) {
      const example = each.tokens.find(({ name, claims: given }) => name === token && (token === 'ID' || ('username' in given) === (subject === 'USER')));
      for (const { claim, presence } of example ? claims.filter(described => described.presence !== 'OPTIONAL') : []) {
        const changed = presence === 'ALWAYS' ? Object.fromEntries(Object.entries(example!.claims).filter(([name]) => name !== claim)) : { ...example!.claims, [claim]: 'x' };
        expect([each.seed, claim, validate[token](changed)]).toEqual([each.seed, claim, false]);
        tried++;
      }
    }
  }
  expect(tried).toBeGreaterThan(20);
});

/** The errors of the compiler in strict mode. */
function compile(files: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, types: [] };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = name => files.has(path.basename(name)) || fileExists(name);
  host.readFile = name => files.get(path.basename(name)) ?? readFile(name);
  host.getSourceFile = (name, target) => {
    const text = files.get(path.basename(name));
    return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

const INTERFACES = { ID: 'IdTokenClaims', ACCESS: 'AccessTokenClaims' };

test('each token is assignable to its TypeScript interface, in strict mode', () => {
  const files = new Map(issued.map(({ seed, contract, tokens }) => {
    const declarations = contract.typeScript();
    const constants = tokens.flatMap(({ name, claims }, index) => {
      const type = name === TokenType.ACCESS && !('username' in claims) ? 'MachineTokenClaims' : INTERFACES[name];
      return declarations.includes(`interface ${type} `) ? [`export const token${index}: ${type} = ${JSON.stringify(claims)};`] : [];
    });
    return [`rules-${seed}.ts`, [declarations, ...constants].join('\n')] as const;
  }));
  expect(compile(files)).toEqual([]);
  expect([...files.values()].join('').split('export const').length).toBeGreaterThan(RULE_SETS * 5);
});

/** An action on which a policy can use all that the schema has. */
function withAction(schema: any, token: string | undefined): any {
  const action = {
    appliesTo: {
      principalTypes: ['User'], resourceTypes: ['UserGroup'], context: { type: 'Record', attributes: token === undefined ? {} : { token: { type: token } } },
    },
  };
  return { App: { ...schema.App, actions: { read: action } } };
}

test('the validator of Cedar accepts the schema, and a policy on each of its claims', () => {
  let claims = 0;
  for (const { seed, contract } of issued) {
    const schema: any = contract.cedarSchema();
    const token = Object.keys(schema.App.commonTypes)[0];
    const uses = [['principal', schema.App.entityTypes.User.shape.attributes], ...token ? [['context.token', schema.App.commonTypes[token].attributes]] : []]
      .flatMap(([of, attributes]) => Object.keys(attributes).map(name => `${attributes[name].required ? '' : `${of} has ${JSON.stringify(name)} && `}${of}[${JSON.stringify(name)}] == ${of}[${JSON.stringify(name)}]`));
    claims += uses.length;
    const staticPolicies = `permit(principal in App::UserGroup::"a", action, resource)${uses.length > 0 ? ` when { ${uses.join(' && ')} }` : ''};`;
    const answer = validateCedar({ validationSettings: { mode: 'strict' }, schema: withAction(schema, token), policies: { staticPolicies } });
    expect([seed, answer]).toEqual([seed, { type: 'success', validationErrors: [], validationWarnings: [], otherWarnings: [] }]);
  }
  expect(claims).toBeGreaterThan(RULE_SETS / 2);
});
