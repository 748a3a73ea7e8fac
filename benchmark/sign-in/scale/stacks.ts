import type { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CHAINS, FUNCTIONS, ITEMS, KEYS, RULES, SOURCES, stackOf } from './sizes';
import { ClaimRule, Condition, FunctionSource, ScopeRule, TableSource, TokenType, Value, ItemAttributeType, type Source } from '../../../src';
import { mixedRules } from '../../evaluation/rules';
import { addEnricher, profilesOf, tableIn } from '../enricher-stack';

/** Adds a function for each size. Functions of one dimension differ only in this size. */
export function addScaleStacks(app: App): void {
  for (const size of RULES) {
    const rules = mixedRules(size, Value.userAttribute('custom:tenant'));
    addEnricher(app, stackOf('rules', size), () => ({
      claims: rules.filter(rule => rule instanceof ClaimRule),
      scopes: rules.filter(rule => rule instanceof ScopeRule),
    }));
  }
  for (const size of SOURCES) {
    addEnricher(app, stackOf('sources', size), stack => ({
      claims: Array.from({ length: size }, (_, index) => tenantClaim(index, profilesOf(stack, `profile${index}`, `Profiles${index}`))),
    }));
  }
  for (const size of CHAINS) {
    addEnricher(app, stackOf('chain', size), stack => {
      let last = profilesOf(stack, 'profile0', 'Profiles0');
      for (let index = 1; index < size; index++) {
        last = profilesOf(stack, `profile${index}`, `Profiles${index}`, last.attribute('next', { valueType: ItemAttributeType.STRING }));
      }
      return { claims: [tenantClaim(0, last)] };
    });
  }
  for (const size of KEYS) {
    addEnricher(app, stackOf('keys', size), stack => {
      const table = tableIn(stack, 'Profiles');
      const keys = { id: Value.literal(Array.from({ length: size }, (_, index) => `key-${index}`)) };
      const tenants = TableSource.itemForEach('profiles', { table, keys }).items().mapEach(Value.element('tenant'));
      return { claims: [ClaimRule.set('tenants', tenants, { tokens: [TokenType.ACCESS] })] };
    });
  }
  for (const size of FUNCTIONS) {
    addEnricher(app, stackOf('functions', size), stack => ({
      claims: Array.from({ length: size }, (_, index) => tenantClaim(index, functionIn(stack, `profile${index}`))),
    }));
  }
  for (const size of ITEMS) {
    addEnricher(app, stackOf('item', size), stack => ({
      // the table server derives the size of the item from the name of the table
      claims: [memberClaim(profilesOf(stack, 'profile', `Profiles-${size}KB`))],
    }));
  }
}

function functionIn(stack: Stack, name: string): FunctionSource {
  return FunctionSource.of(name, { handler: lambda.Function.fromFunctionName(stack, name, name), input: { id: Value.sub() } });
}

function tenantClaim(index: number, source: Source): ClaimRule {
  return ClaimRule.set(`tenant${index}`, source.attribute('tenant'), { tokens: [TokenType.ACCESS] });
}

/** Uses a large item completely. A claim with the complete item would be too long for a token. */
function memberClaim(source: TableSource): ClaimRule {
  const isMember: Condition = source.attribute('memberships').hasMember('organization-of-nobody');
  return ClaimRule.set('is_member', Value.choose(isMember, Value.literal(true), Value.literal(false)), { tokens: [TokenType.ACCESS] });
}
