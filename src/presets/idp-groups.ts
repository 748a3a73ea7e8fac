import { GroupRule } from '../rules/group-rule';
import type { RuleOptions } from '../rules/rule-options';
import { Condition } from '../values/condition';
import { Value } from '../values/value';

/** What becomes of groups of an identity provider that a mapping does not name. */
export enum UnknownGroups {
  /** They give nothing. */
  DROP = 'DROP',
  /**
   * They are groups under the names that Amazon Cognito has for them, which are URL form encoded where the provider sent several.
   * Names that the mapping gives to others are dropped: they have to be earned. Whoever can make groups at the provider can then
   * make any other group in the tokens.
   */
  KEEP = 'KEEP',
}

/** How groups of identity providers become groups in the tokens. */
export interface IdpGroupMapping {
  /**
   * The attribute that the provider's groups are mapped to, a custom one as a rule: `custom:groups`. A JSON list, `[a, b]`, or
   * one bare value, as Amazon Cognito makes them of what providers send.
   */
  readonly attribute: string;

  /** Names of the identity providers, one at least. Users of others, local and linked users keep their groups. */
  readonly providers: string[];

  /**
   * Groups in the tokens by the names of the provider's groups, one at least unless unknown groups are kept. They are compared
   * as they are, capital letters and all, and in the URL form encoding in which Amazon Cognito writes several values. Several
   * groups of the provider may give the same.
   */
  readonly names: { [idpGroup: string]: string };

  /**
   * What becomes of groups that `names` does not have.
   *
   * @default UnknownGroups.DROP
   */
  readonly unknownGroups?: UnknownGroups;

  /**
   * Users of the providers keep the groups and IAM roles that they have in the user pool as well: those that they were put into,
   * and the group that Amazon Cognito makes for each provider.
   *
   * @default false - the provider alone decides; the IAM roles of these groups go with them
   */
  readonly keepPoolGroups?: boolean;
}

export function idpGroupRules(mapping: IdpGroupMapping, options: RuleOptions): GroupRule[] {
  return [GroupRule.set({
    groups: federatedGroups(mapping),
    iamRoles: mapping.keepPoolGroups ? Value.iamRoles() : Value.listOf(),
  }, { ...options, when: isOf(mapping.providers) })];
}

export function idpGroupList(mapping: IdpGroupMapping): Value {
  return Value.choose(isOf(mapping.providers), federatedGroups(mapping), Value.groups());
}

/**
 * Every user has a `sub`, so it tells whether the user is of the providers. The attribute itself would not: a user for whom the
 * provider sends no groups has to lose those of the pool, too.
 */
function isOf(providers: string[]): Condition {
  return Value.federatedAttribute('sub', providers).isPresent();
}

function federatedGroups(mapping: IdpGroupMapping): Value {
  const mapped = mappedGroups(mapping);
  return Value.listOf(...mapping.keepPoolGroups ? [Value.groups()] : [], mapped).flatten().unique();
}

function mappedGroups({ attribute, names, unknownGroups }: IdpGroupMapping): Value {
  const table = { ...Object.fromEntries(Object.entries(names).map(([name, group]) => [formEncoded(name), group])), ...names };
  const sent = Value.idpList(attribute);
  if (unknownGroups !== UnknownGroups.KEEP) {
    return sent.mapTo(table);
  }
  const known = Object.keys(table);
  // a group that is made at the provider under the name of one that others are mapped to must not become it
  const earned = Object.values(names).filter(group => !known.includes(group));
  const allowed = earned.length > 0 ? sent.keepWhere(Condition.none(Value.element().isOneOf(earned))) : sent;
  return known.length > 0 ? allowed.mapEach(Value.element().mapTo(table, Value.element())) : allowed;
}

/** As Amazon Cognito writes each of several values: all but letters, digits and `.-*_` encoded, a blank as `+`. */
function formEncoded(name: string): string {
  return new URLSearchParams([['', name]]).toString().slice('='.length);
}
