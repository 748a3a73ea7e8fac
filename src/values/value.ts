import type { Duration } from 'aws-cdk-lib';
import { constant, invalid, markAuthorObject, nodeOf, TEMPLATE_TEXT, type AuthorNode } from './author-node';
import type { Condition } from './condition';
import { OBJECT_OPTIONS, type ObjectOptions } from './value-options';
import { ValueTransforms } from './value-transforms';
import { A_DURATION } from '../options/numbers';
import { readOptions } from '../options/options';

/**
 * A value that is determined when a token is issued: a user attribute, an attribute of a table item, a constant, or a combination
 * of these.
 *
 * A value is present, absent or failed. *Absent* means that there is no value: no such attribute, no item, an empty string.
 * *Failed* means that the value cannot be determined: a table could not be read, a string is not a number. Transforms pass both
 * on, and lists leave out both. `orElse` and `firstOf` replace both. `false`, `0`, an empty list and an empty map are present.
 *
 * Values are immutable: each transform returns a new value.
 *
 * @example
 * const name = Value.firstOf(Value.userAttribute('nickname'), Value.email().before('@'), Value.literal('friend'));
 * const roles = Value.groups().lookup({ admins: 'administrator', staff: 'editor' });
 */
export class Value extends ValueTransforms {
  /**
   * A user attribute. It is a string, except `email_verified` and `phone_number_verified` (boolean) and `updated_at` (number), as
   * in Cognito's own tokens. Absent if the user does not have the attribute, and on machine tokens. Failed if one of these three
   * does not have its type.
   *
   * Users can write their own attributes unless the app clients forbid it. Keep roles and plans in a table instead.
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
   * @param providers names of identity providers, at least one
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  public static federatedAttribute(name: string, providers: string[]): Value {
    return new Value({ op: 'federatedAttribute', args: [name, providers] });
  }

  /**
   * An attribute that an identity provider fills with a list. A JSON list, `[a, b]` or a single value is converted to a list of
   * trimmed strings. Absent if the user does not have the attribute, and on machine tokens. If you name providers, it is also
   * absent for local and linked users and for users of other providers, who could have written the attribute themselves.
   *
   * @param name a standard attribute, or `custom:name`
   * @param providers names of identity providers, at least one; by default, the attribute of every user is used
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  public static idpList(name: string, providers?: string[]): Value {
    return new Value({ op: 'idpList', args: providers === undefined ? [name] : [name, providers] });
  }

  /**
   * The `sub` of the user, which never changes and is never reused: the best partition key for tables. Absent on machine tokens.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  public static sub(): Value {
    return new Value({ op: 'sub' });
  }

  /** The email address of the user, verified or not. Absent if there is none, and on machine tokens. */
  public static email(): Value {
    return new Value({ op: 'email' });
  }

  /** The email address of the user if it is verified, otherwise absent. Absent on machine tokens. */
  public static verifiedEmail(): Value {
    return new Value({ op: 'verifiedEmail' });
  }

  /** The phone number of the user if it is verified, otherwise absent. Absent on machine tokens. */
  public static verifiedPhoneNumber(): Value {
    return new Value({ op: 'verifiedPhoneNumber' });
  }

  /**
   * The username. After a user is deleted, somebody else can sign up with the same username, so prefer `sub()` as a key. Absent
   * on machine tokens, even if Cognito sends one.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  public static username(): Value {
    return new Value({ op: 'username' });
  }

  /** The names of the user's groups: a list, which is empty if there are none. Absent on machine tokens. */
  public static groups(): Value {
    return new Value({ op: 'groups' });
  }

  /** The ARNs of the IAM roles of the user's groups: a list, which is empty if there are none. Absent on machine tokens. */
  public static iamRoles(): Value {
    return new Value({ op: 'iamRoles' });
  }

  /** The ARN of the user's preferred IAM role, as determined by Cognito. Absent if there is none, and on machine tokens. */
  public static preferredRole(): Value {
    return new Value({ op: 'preferredRole' });
  }

  /**
   * The scopes that were requested and are allowed for the app client: a list. Sign-in through the user pools API always has only
   * `aws.cognito.signin.user.admin`. Requires trigger event version V2_0 or later.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  public static scopes(): Value {
    return new Value({ op: 'scopes' });
  }

  /** The ID of the app client. */
  public static clientId(): Value {
    return new Value({ op: 'clientId' });
  }

  /**
   * A value of the client metadata, a string that the caller sends. Cognito neither validates nor stores it: it is missing after
   * a token refresh and after a plain password sign-in. Absent if the caller sent no value.
   *
   * @param key the key in the client metadata
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static untrustedClientMetadata(key: string): Value {
    return new Value({ op: 'untrustedClientMetadata', args: [key] });
  }

  /** The event that caused Cognito to issue the token, such as `TokenGeneration_HostedAuth`. Do not use it for security decisions. */
  public static triggerSource(): Value {
    return new Value({ op: 'triggerSource' });
  }

  /** The ID of the user pool. It is the same in all Regions of a multi-Region user pool. */
  public static userPoolId(): Value {
    return new Value({ op: 'userPoolId' });
  }

  /** The Region in the request from Cognito. */
  public static region(): Value {
    return new Value({ op: 'region' });
  }

  /**
   * The name of the identity provider that the user is linked to, the first one if there are several. A linked user may still
   * have signed in with a password. Absent for local users and on machine tokens.
   */
  public static identityProvider(): Value {
    return new Value({ op: 'identityProvider' });
  }

  /**
   * The time at which the token is issued, in seconds since 1970-01-01 UTC.
   *
   * @param offset a duration to add; by default, nothing is added
   */
  public static now(offset?: Duration): Value {
    const problems = A_DURATION(offset, 'now(offset)');
    return new Value(problems.length > 0 ? invalid(problems) : { op: 'now', args: offset === undefined ? [] : [offset.toSeconds()] });
  }

  /**
   * The current element inside `mapEach`, `filter` and `sortBy`. An error anywhere else. If these are nested, it is the element of the
   * innermost list; the elements of the lists around it have no name.
   *
   * @param path a path into the element, such as `role.name`; by default, the element itself. Absent if there is nothing at the
   * path.
   */
  public static element(path?: string): Value {
    return new Value({ op: 'element', args: path === undefined ? [] : [path] });
  }

  /**
   * A constant. It can contain deploy-time values (tokens) such as `bucket.bucketName`. A `Lazy` is resolved when the enricher is
   * created; it is an error if it resolves to another value at the end of synthesis.
   *
   * @param value a non-empty string, a number, a boolean, or lists and maps of these; not null, and not a Value (use `listOf` and
   * `objectOf` instead)
   */
  public static literal(value: any): Value {
    return new Value(constant(value));
  }

  /**
   * A string with placeholders for values: `{{path | transform || fallback}}`, such as `{{user.given_name || 'friend'}}`. Absent
   * if one of its values is absent and has no fallback. A template that consists of a single placeholder keeps the type of its
   * value.
   *
   * Paths start with `user`, `client`, `metadata`, `groups`, `scopes`, `trigger`, `pool`, `region`, `provider`, `now`, `element`
   * or the name of a source. The limits are 4,096 characters and 32 placeholders, with 8 transforms and 8 fallbacks each.
   *
   * @param text the template; write `{{'{{'}}` for a literal `{{`
   */
  public static template(text: string): Value {
    return new Value({ op: TEMPLATE_TEXT, args: [text] });
  }

  /**
   * A list of values. Values that are absent or have failed are left out. The list itself is never absent.
   *
   * @param values the elements
   */
  public static listOf(...values: Value[]): Value {
    return new Value({ op: 'listOf', of: values.map(each => nodeOf(each, 'value')) });
  }

  /**
   * A map of values. Properties that are absent or have failed are left out.
   *
   * @param members values by property name
   * @param options whether all properties are required
   */
  public static objectOf(members: { [name: string]: Value }, options: ObjectOptions = {}): Value {
    const names = Object.keys(members ?? {}).sort();
    const { options: { complete = false }, problems } = readOptions(options, OBJECT_OPTIONS, 'objectOf(options)', 'objectOf(options)');
    return new Value({ op: 'objectOf', args: [names, complete], of: names.map(name => nodeOf(members[name], 'value')), names, problems });
  }

  /**
   * The first value that is present. Values that are absent or have failed are skipped, except after a failed read with
   * `OnError.DENY`, which denies the token, and after any failed read in rules that restrict or decide access: see `orElse`.
   *
   * @param values at least one value
   */
  public static firstOf(...values: Value[]): Value {
    return new Value({ op: 'firstOf', of: values.map(each => nodeOf(each, 'value')) });
  }

  /**
   * One of two values, chosen by a condition. Failed if the condition is unknown.
   *
   * @param condition the condition
   * @param then the value if the condition is true
   * @param otherwise the value if the condition is false; by default, the result is absent then
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
