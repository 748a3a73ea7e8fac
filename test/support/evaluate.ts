import { loadBundle } from '../../src/bundle/bundle';
import { buildEvent, type EventParts } from '../../src/core/cognito/token-request';
import type { Decision, Outcome } from '../../src/core/document/decision';
import type { Expression, Rule, RulesetDocument, SetClaimRule } from '../../src/core/document/document';
import type { Json, JsonMap } from '../../src/core/document/json';
import type { Item } from '../../src/core/operators/operator';
import { answerWith, GivenItems } from '../../src/preview/given-items';

export const SUB = '11111111-2222-4333-8444-555555555555';

/** A document with some rules, and the simplest possible defaults. */
export function documentOf(rules: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>>, more: Partial<RulesetDocument> = {}): RulesetDocument {
  return {
    version: 1,
    digest: 'digest',
    triggerVersion: 'V2_0',
    rules: rules.map((rule, index) => ({ id: `rules[${index}]`, subjects: ['USER'], mode: 'ENFORCE', provenance: { level: 'OPERATOR' }, ...rule }) as Rule),
    sources: {},
    slots: {},
    clients: {},
    trustedAttributes: {},
    ...more,
  };
}

export function setClaim(claim: string, value: Expression, more: Partial<SetClaimRule> = {}): Partial<SetClaimRule> & Pick<SetClaimRule, 'kind'> {
  return { kind: 'setClaim', claim, value, tokens: ['ID', 'ACCESS'], ifAbsent: 'OMIT', ...more };
}

const SOURCE = {
  table: { op: 'literal', args: ['table'] },
  key: { id: { op: 'literal', args: ['key'] } },
  attributes: [],
  consistentRead: false,
  timeout: 2000,
  maxAttempts: 2,
  onError: 'OMIT',
  provenance: { level: 'OPERATOR' },
} as const;

/** An item named `s` and a query named `q`. If they fail, the direction of each rule decides. */
export const SOURCES: RulesetDocument['sources'] = {
  s: { kind: 'item', ...SOURCE },
  q: { kind: 'query', ...SOURCE, ascending: true, limit: 3, onLimit: 'FAIL', select: 'ITEMS' },
};

/** An event of a user, with the simplest possible defaults. */
export function eventOf(version: RulesetDocument['triggerVersion'], parts: Partial<EventParts> = {}): unknown {
  return buildEvent(version, {
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'us-east-1_Test00000',
    userName: 'jane',
    clientId: 'client1',
    groups: [],
    iamRoles: [],
    scopes: ['openid'],
    ...parts,
    userAttributes: { sub: SUB, ...parts.userAttributes },
  });
}

export interface RequestParts extends Partial<EventParts> {
  /** Items by source, as plain objects; `rawItems` in DynamoDB JSON. */
  readonly items?: { readonly [source: string]: unknown };
  readonly rawItems?: { readonly [source: string]: Item | readonly Item[] };
  readonly failingSources?: readonly string[];
  readonly now?: number;
  /** Values of slots. By default, the value of a slot contains its name. */
  readonly slots?: { readonly [name: string]: string };
  /** Keys of app clients whose IDs could not be loaded. */
  readonly unloadedClients?: readonly string[];
  /** Replaces the event that the parts would make. */
  readonly event?: unknown;
}

export interface Run {
  readonly decision: Decision;
  readonly response: JsonMap;
}

/** Runs a document for a request. */
export function run(document: RulesetDocument, given: RequestParts = {}): Run {
  const { items, rawItems, failingSources, now = 1_700_000_000, slots, unloadedClients, event, ...parts } = given;
  const bundle = loadBundle();
  const request = bundle.readEvent(event ?? eventOf(document.triggerVersion, parts), now);
  if (!request) {
    throw new Error('the event was denied');
  }
  const environment = {
    slot: (name: string) => slots?.[name] ?? `slot ${name}`,
    isClient: (key: string) => unloadedClients?.includes(key) ? undefined : request.clientId === `client of ${key}`,
  };
  // a copy, as the function reads its document: results that are kept for a constant are not those of an earlier test
  const plain = new GivenItems(document, items ?? {});
  return bundle.evaluateWithAnswers(bundle.loadRuleset(JSON.parse(JSON.stringify(document)) as RulesetDocument), request, environment, read => {
    const { source } = read;
    const raw = rawItems?.[source];
    return failingSources?.includes(source) ? 'failed' : raw ? answerWith(read, [raw].flat()) : plain.has(source) ? plain.answer(read) : answerWith(read, []);
  });
}

/** Evaluates an expression. Returns its value, or the outcome of the rule that sets it. */
export function evaluate(
  value: Expression,
  parts: RequestParts = {},
  more: Partial<RulesetDocument> = {},
): { value: Json } | { outcome: Outcome; reason?: string } {
  const { decision: { trace: [{ outcome, reason }], changes } } = run(documentOf([{ ...setClaim('claim', value), subjects: ['USER', 'MACHINE'] }], more), parts);
  const set = changes.tokens.ACCESS.set.claim ?? changes.tokens.ID.set.claim;
  return set === undefined ? { outcome, ...(reason !== undefined && { reason }) } : { value: set };
}
