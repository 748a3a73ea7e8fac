import type { Duration } from 'aws-cdk-lib';
import { constant, invalid, markAuthorObject, nodeOf, TEMPLATE_TEXT, type AuthorNode } from './author-node';
import type { Condition } from './condition';
import { OBJECT_OPTIONS, type ObjectOptions } from './value-options';
import { ValueTransforms } from './value-transforms';
import { A_DURATION } from '../options/numbers';
import { readOptions } from '../options/options';

/**
 * A value that is known when a token is issued: an attribute of the user, an attribute of a table item, a constant, or what is
 * made of them.
 *
 * A value is present, absent or failed. *Absent* means that there is none: no such attribute, no item, an empty string. *Failed*
 * means that it cannot be known: a table that could not be read, a string that is no number. Both go through transforms and are
 * left out of lists; `orElse` and `firstOf` replace both. `false`, `0`, an empty list and an empty map are present.
 *
 * Values are immutable: every transform gives a new one.
 *
 * @example
 * const name = Value.firstOf(Value.userAttribute('nickname'), Value.email().before('@'), Value.literal('friend'));
 * const roles = Value.groups().lookup({ admins: 'administrator', staff: 'editor' });
 */
export class Value extends ValueTransforms {
  /**
   * An attribute of the user: string, but for `email_verified` and `phone_number_verified` (boolean) and `updated_at` (number), as
   * in Cognito's own tokens. Absent when the user has none, and on machine tokens.
   *
   * Users can write their own attributes unless the app clients forbid it: a role or plan belongs into a table.
   *
   * @param name a standard attribute, or `custom:name`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  public static userAttribute(name: string): Value {
    return new Value({ op: 'userAttribute', args: [name] });
  }

  /**
   * An attribute of a user who comes from exactly one of these identity providers. Absent for local and linked users, for users
   * of other providers, and on machine tokens.
   *
   * @param name a standard attribute, or `custom:name`
   * @param providers names of identity providers, one at least
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  public static federatedAttribute(name: string, providers: string[]): Value {
    return new Value({ op: 'federatedAttribute', args: [name, providers] });
  }

  /**
   * An attribute that an identity provider filled with a list: a JSON list, `[a, b]`, or one bare value become a list of trimmed
   * strings. Absent when the user has no such attribute, and on machine tokens; with providers, also for local and linked users
   * and for those of other providers, who could have written the attribute themselves.
   *
   * @param name a standard attribute, or `custom:name`
   * @param providers names of identity providers, one at least; without them the attribute of every user counts
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  public static idpList(name: string, providers?: string[]): Value {
    return new Value({ op: 'idpList', args: providers === undefined ? [name] : [name, providers] });
  }

  /**
   * The `sub` of the user, which never changes and is never given again: the right key for tables. Absent on machine tokens.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  public static sub(): Value {
    return new Value({ op: 'sub' });
  }

  /** The e-mail address of the user, verified or not. Absent when there is none, and on machine tokens. */
  public static email(): Value {
    return new Value({ op: 'email' });
  }

  /** The e-mail address of the user if it is verified, else absent. Absent on machine tokens. */
  public static verifiedEmail(): Value {
    return new Value({ op: 'verifiedEmail' });
  }

  /** The phone number of the user if it is verified, else absent. Absent on machine tokens. */
  public static verifiedPhoneNumber(): Value {
    return new Value({ op: 'verifiedPhoneNumber' });
  }

  /**
   * The name by which the user signs in. A deleted name can be taken again: as a key prefer `sub()`. Absent on machine tokens,
   * whatever Cognito sends there.
   */
  public static username(): Value {
    return new Value({ op: 'username' });
  }

  /** The names of the user's groups, a list; empty when there are none. Absent on machine tokens. */
  public static groups(): Value {
    return new Value({ op: 'groups' });
  }

  /** The ARNs of the IAM roles of the user's groups, a list; empty when there are none. Absent on machine tokens. */
  public static iamRoles(): Value {
    return new Value({ op: 'iamRoles' });
  }

  /** The ARN of the IAM role that Cognito prefers for the user. Absent when there is none, and on machine tokens. */
  public static preferredRole(): Value {
    return new Value({ op: 'preferredRole' });
  }

  /**
   * The scopes that were requested and that the client may have, a list. Sign-in through the API has
   * `aws.cognito.signin.user.admin` alone. Needs V2_0 at least.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  public static scopes(): Value {
    return new Value({ op: 'scopes' });
  }

  /** The id of the app client. */
  public static clientId(): Value {
    return new Value({ op: 'clientId' });
  }

  /**
   * What the caller sent as client metadata under this key, a string. Cognito neither checks nor keeps it: it is missing after a
   * refresh and after a plain password sign-in. Absent when nothing was sent.
   *
   * @param key a key of the metadata
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static untrustedClientMetadata(key: string): Value {
    return new Value({ op: 'untrustedClientMetadata', args: [key] });
  }

  /** What made Cognito issue the token, such as `TokenGeneration_HostedAuth`. Not for security decisions. */
  public static triggerSource(): Value {
    return new Value({ op: 'triggerSource' });
  }

  /** The id of the user pool. The same in every Region of a multi-Region pool. */
  public static userPoolId(): Value {
    return new Value({ op: 'userPoolId' });
  }

  /** The Region that Cognito names in the request. */
  public static region(): Value {
    return new Value({ op: 'region' });
  }

  /**
   * The name of the identity provider that the user is linked to, the first of several. A linked user may have signed in with a
   * password all the same. Absent for local users and on machine tokens.
   */
  public static identityProvider(): Value {
    return new Value({ op: 'identityProvider' });
  }

  /**
   * The time at which the token is issued, in seconds since 1970.
   *
   * @param offset added to it; without it the time is that of the request
   */
  public static now(offset?: Duration): Value {
    const problems = A_DURATION(offset, 'now(offset)');
    return new Value(problems.length > 0 ? invalid(problems) : { op: 'now', args: offset === undefined ? [] : [offset.toSeconds()] });
  }

  /**
   * The member at hand, inside `mapEach`, `filter` and `sortBy`; an error at any other place.
   *
   * @param path leads to something in the member, such as `role.name`; without it the member itself. Absent when it leads to
   * nothing.
   */
  public static element(path?: string): Value {
    return new Value({ op: 'element', args: path === undefined ? [] : [path] });
  }

  /**
   * A constant. Values that are known at deployment, such as `bucket.bucketName`, may stand in it. A `Lazy` is what it is when
   * the enricher is made, and an error if it is another one at the end of synthesis.
   *
   * @param value a string that is not empty, a number, a boolean, or lists and maps of these; never a Value, for which `listOf` and
   * `objectOf` are meant, and never null
   */
  public static literal(value: any): Value {
    return new Value(constant(value));
  }

  /**
   * A string with values put into it: `{{path | transform || fallback}}`, as in `{{user.given_name || 'friend'}}`. Absent when
   * one of its values is absent and has no fallback. A template that is one placeholder keeps the type of its value.
   *
   * Paths start with `user`, `client`, `metadata`, `groups`, `scopes`, `trigger`, `pool`, `region`, `provider`, `now`, `element`
   * or the name of a source. At most 4,096 characters, 32 placeholders, 8 transforms and 8 fallbacks in each.
   *
   * @param text the template; `{{` itself is written `{{'{{'}}`
   */
  public static template(text: string): Value {
    return new Value({ op: TEMPLATE_TEXT, args: [text] });
  }

  /**
   * A list of values. Those that are absent or have failed are left out; it is never absent itself.
   *
   * @param values the members
   */
  public static listOf(...values: Value[]): Value {
    return new Value({ op: 'listOf', of: values.map(each => nodeOf(each, 'value')) });
  }

  /**
   * A map of values. Members that are absent or have failed are left out.
   *
   * @param members values by the name of the member
   * @param options whether it has to be complete
   */
  public static objectOf(members: { [name: string]: Value }, options: ObjectOptions = {}): Value {
    const names = Object.keys(members ?? {}).sort();
    const { options: { complete = false }, problems } = readOptions(options, OBJECT_OPTIONS, 'objectOf(options)', 'objectOf(options)');
    return new Value({ op: 'objectOf', args: [names, complete], of: names.map(name => nodeOf(members[name], 'value')), names, problems });
  }

  /**
   * The first of several values that is present. Those that have failed are passed over, but for a read that failed under
   * `OnError.DENY`: that denies the token.
   *
   * @param values one value at least
   */
  public static firstOf(...values: Value[]): Value {
    return new Value({ op: 'firstOf', of: values.map(each => nodeOf(each, 'value')) });
  }

  /**
   * One value or another. Failed when the condition is unknown.
   *
   * @param condition decides
   * @param then the value when the condition is true
   * @param otherwise the value when it is false; without it the whole is absent then
   */
  public static choose(condition: Condition, then: Value, otherwise?: Value): Value {
    const branches = [then, ...otherwise === undefined ? [] : [otherwise]];
    return new Value({ op: 'choose', of: [nodeOf(condition, 'condition'), ...branches.map(each => nodeOf(each, 'value'))] });
  }

  /** @internal */
  public static _of(node: AuthorNode): Value {
    return new Value(node);
  }

  private constructor(node: AuthorNode) {
    super();
    markAuthorObject(this, 'value', node);
  }

  /** @internal */
  public _derive(node: AuthorNode): Value {
    return new Value(node);
  }
}
