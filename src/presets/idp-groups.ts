import { A_BOOLEAN, listOf, mapOf, oneOf, required, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import { GroupRule } from '../rules/group-rule';
import { COMMON_RULE_OPTIONS, type CommonRuleOptions } from '../rules/rule-options';
import { invalid } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';

/** The behavior for groups of an identity provider that have no mapping. */
export enum UnknownGroups {
  /** They are dropped. */
  DROP = 'DROP',
  /**
   * They become groups under the names that Cognito uses for them, which are form-urlencoded if the provider sends several
   * groups. Names that are the target of a mapping are dropped: users get those groups only through the mapping. Caution: anyone
   * who can create groups at the provider can then create any other group in the tokens.
   */
  KEEP = 'KEEP',
}

/** The mapping from groups of identity providers to groups in the tokens. Mode, subjects and description apply to the rules. */
export interface IdpGroupsOptions extends CommonRuleOptions {
  /**
   * The user attribute to which the provider's groups are mapped, usually a custom attribute: `custom:groups`. Its value is a
   * JSON list, `[a, b]` or a single value, as Cognito stores what providers send.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly attribute: string;

  /** The names of the identity providers, at least one. Users of other providers, local users and linked users keep their groups. */
  readonly providers: string[];

  /**
   * Groups in the tokens by the name of the provider's group, at least one unless unknown groups are kept. Names are compared
   * exactly, case-sensitively, as they are and in the form-urlencoded form in which Cognito stores several values. Several groups
   * of the provider can map to the same group.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly names: { [idpGroup: string]: string };

  /**
   * The behavior for groups that `names` does not contain.
   *
   * @default UnknownGroups.DROP
   */
  readonly unknownGroups?: UnknownGroups;

  /**
   * Lets users of the providers also keep the groups and IAM roles that they have in the user pool: the groups that they were
   * added to, and the group that Cognito creates for each provider.
   *
   * @default false - only the groups of the provider count; the pool groups are removed with their IAM roles
   */
  readonly keepPoolGroups?: boolean;
}

const IDP_GROUPS_OPTIONS: OptionChecks<IdpGroupsOptions> = {
  attribute: required(A_STRING),
  providers: required(listOf('a list of identity provider names', A_STRING)),
  names: required(mapOf("group names by the name of the provider's group", required(A_STRING))),
  unknownGroups: oneOf(Object.values(UnknownGroups)),
  keepPoolGroups: A_BOOLEAN,
  ...COMMON_RULE_OPTIONS,
};

/**
 * Maps groups that a SAML or OIDC provider sends in an attribute to groups of the token. They replace all groups that the user
 * has in the user pool, even if the provider sends none, together with the IAM roles of these groups (unless you set
 * `keepPoolGroups`).
 *
 * The rules apply to users who come from exactly one provider, if it is one of the named providers. All other users keep the
 * groups of the user pool, whatever the attribute contains.
 *
 * Two properties of Cognito limit how far you can trust the groups. App clients of the provider must be able to write the
 * attribute, so *users can write it too* if they have the scope `aws.cognito.signin.user.admin`: remove that scope from the app
 * clients, or suppress it with a ScopeRule. And an attribute that the provider no longer sends *keeps its last value*: configure
 * the provider to send one group that every user has, so that it always sends the attribute.
 *
 * @example
 * const staff = IdpGroups.of({ attribute: 'custom:groups', providers: ['AcmeAD'], names: { 'APP-Admins': 'admins' } });
 * const claims = [ClaimRule.set('groups', staff.value())];
 * const groups = staff.rules();
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export class IdpGroups {
  /**
   * Creates groups from a mapping.
   *
   * @param options the attribute, the providers and the names; the mode and the description of the rules
   */
  public static of(options: IdpGroupsOptions): IdpGroups {
    return new IdpGroups(readOptions(options, IDP_GROUPS_OPTIONS, 'IdpGroups.of(options)', 'IdpGroups.of(options)'));
  }

  private constructor(private readonly read: Options<IdpGroupsOptions>) {}

  /** The rules that set the groups of the token, for the prop `groups`. */
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
   * The groups of the token after these rules, as a value for claims, scopes and conditions, because other rules do not see the
   * result of a GroupRule. For users of the providers, the mapped groups; for other users, the groups of the user pool. Absent on
   * machine tokens.
   */
  public value(): Value {
    const { options, problems } = this.read;
    const mapping = options as IdpGroupsOptions;
    return problems.length > 0 ? Value._of(invalid(problems)) : Value.choose(isOf(mapping.providers), federatedGroups(mapping), Value.groups());
  }
}

/**
 * Tests `sub`, which every user has. The mapped attribute does not work as a test: a user for whom the provider sends no groups
 * must lose the pool groups too.
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
  // a provider group that has the name of a mapped group must not become that group
  const earned = Object.values(names).filter(group => !known.includes(group));
  const allowed = earned.length > 0 ? sent.filter(Condition.none(Value.element().isOneOf(earned))) : sent;
  return known.length > 0 ? allowed.mapEach(Value.element().lookup(table, Value.element())) : allowed;
}

/** Encodes a name as Cognito encodes each of several values: all characters except letters, digits and `.-*_`, a space as `+`. */
function formEncoded(name: string): string {
  return new URLSearchParams([['', name]]).toString().slice('='.length);
}
