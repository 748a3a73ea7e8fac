import { A_BOOLEAN, listOf, mapOf, oneOf, required, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import { GroupRule } from '../rules/group-rule';
import { COMMON_RULE_OPTIONS, type CommonRuleOptions } from '../rules/rule-options';
import { invalid } from '../values/author-node';
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

/** How groups of identity providers become groups in the tokens. Mode, subjects and description are those of the rules. */
export interface IdpGroupsOptions extends CommonRuleOptions {
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

const IDP_GROUPS_OPTIONS: OptionChecks<IdpGroupsOptions> = {
  attribute: required(A_STRING),
  providers: required(listOf('a list of names of identity providers', A_STRING)),
  names: required(mapOf("names of groups by those of the provider's groups", required(A_STRING))),
  unknownGroups: oneOf(Object.values(UnknownGroups)),
  keepPoolGroups: A_BOOLEAN,
  ...COMMON_RULE_OPTIONS,
};

/**
 * Turns groups that a SAML or OIDC provider sends in a mapped attribute into the groups of the token. They replace all groups that
 * the user has in the pool, also when the provider sent none, and no IAM role of these stays, unless `keepPoolGroups` says so.
 *
 * It acts for users who come from exactly one provider, which is one of those named. All other users keep the groups of the
 * pool, whatever the attribute holds.
 *
 * Two properties of Amazon Cognito decide how far to trust it. App clients of the provider must be able to write the attribute,
 * so *users can write it too* while they have the scope `aws.cognito.signin.user.admin`: remove that scope from the app clients, or
 * suppress it with a ScopeRule. And an attribute that the provider stops sending *keeps its last value*: let the provider send
 * one group that everybody has, so that the attribute is always sent.
 *
 * @example
 * const staff = IdpGroups.of({ attribute: 'custom:groups', providers: ['AcmeAD'], names: { 'APP-Admins': 'admins' } });
 * const claims = [ClaimRule.set('groups', staff.value())];
 * const groups = [...staff.rules()];
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export class IdpGroups {
  /**
   * Groups by a mapping.
   *
   * @param options attribute, providers and names; mode and description of the rules
   */
  public static of(options: IdpGroupsOptions): IdpGroups {
    return new IdpGroups(readOptions(options, IDP_GROUPS_OPTIONS, 'IdpGroups.of(options)', 'IdpGroups.of(options)'));
  }

  private constructor(private readonly read: Options<IdpGroupsOptions>) {}

  /** The rules that set the groups of the token: for the prop `groups`. */
  public rules(): GroupRule[] {
    const { options, problems } = this.read;
    if (problems.length > 0) {
      return [GroupRule._invalid(problems)];
    }
    const { subjects, mode, description, ...mapping } = options as IdpGroupsOptions;
    return [GroupRule.set({
      groups: federatedGroups(mapping),
      iamRoles: mapping.keepPoolGroups ? Value.iamRoles() : Value.listOf(),
      when: isOf(mapping.providers),
      subjects,
      mode,
      description,
    })];
  }

  /**
   * The groups of the token after these rules, as a value for claims, scopes and conditions: other rules do not see the result of a
   * GroupRule. For users of the providers these are the mapped groups, for others those of the pool; absent on machine tokens.
   */
  public value(): Value {
    const { options, problems } = this.read;
    const mapping = options as IdpGroupsOptions;
    return problems.length > 0 ? Value._of(invalid(problems)) : Value.choose(isOf(mapping.providers), federatedGroups(mapping), Value.groups());
  }
}

/**
 * Every user has a `sub`, so it tells whether the user is of the providers. The attribute itself would not: a user for whom the
 * provider sends no groups has to lose those of the pool, too.
 */
function isOf(providers: string[]): Condition {
  return Value.federatedAttribute('sub', providers).isPresent();
}

function federatedGroups(mapping: IdpGroupsOptions): Value {
  const mapped = mappedGroups(mapping);
  return Value.listOf(...mapping.keepPoolGroups ? [Value.groups()] : [], mapped).flatten().unique();
}

function mappedGroups({ attribute, providers, names, unknownGroups }: IdpGroupsOptions): Value {
  const table = { ...Object.fromEntries(Object.entries(names).map(([name, group]) => [formEncoded(name), group])), ...names };
  const sent = Value.idpList(attribute, providers);
  if (unknownGroups !== UnknownGroups.KEEP) {
    return sent.lookup(table);
  }
  const known = Object.keys(table);
  // a group that is made at the provider under the name of one that others are mapped to must not become it
  const earned = Object.values(names).filter(group => !known.includes(group));
  const allowed = earned.length > 0 ? sent.filter(Condition.none(Value.element().isOneOf(earned))) : sent;
  return known.length > 0 ? allowed.mapEach(Value.element().lookup(table, Value.element())) : allowed;
}

/** As Amazon Cognito writes each of several values: all but letters, digits and `.-*_` encoded, a blank as `+`. */
function formEncoded(name: string): string {
  return new URLSearchParams([['', name]]).toString().slice('='.length);
}
