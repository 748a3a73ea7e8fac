import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import { constant, invalid, markAuthorObject, nodeOf, type AuthorNode } from './author-node';
import { A_TRIGGER_SOURCE, type TriggerSource } from './trigger-source';
import { TRIGGER_SOURCES } from '../core/cognito/trigger';
import { required } from '../options/checks';

/**
 * A condition on the token request: true, false, or unknown if a value that it uses cannot be determined.
 *
 * If the condition of a rule is unknown, the rule fails closed: granting rules do nothing, restricting rules apply, and access
 * decisions deny the token. Comparisons of values are conditions too (see `Value`).
 *
 * @example
 * const condition = Condition.all(
 *   Condition.client(webClient),
 *   Condition.any(Condition.inGroup('staff'), Value.verifiedEmail().endsWith('@example.com')),
 * );
 */
export class Condition {
  /**
   * True if all conditions are true. False if one is false. Unknown if none is false and one is unknown.
   *
   * @param conditions at least one condition
   */
  public static all(...conditions: Condition[]): Condition {
    return new Condition({ op: 'all', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * True if one of the conditions is true. Unknown if none is true and one is unknown. Otherwise false.
   *
   * @param conditions at least one condition
   */
  public static any(...conditions: Condition[]): Condition {
    return new Condition({ op: 'any', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * True if none of the conditions is true. The negation of `any`: unknown if `any` is unknown.
   *
   * @param conditions at least one condition
   */
  public static none(...conditions: Condition[]): Condition {
    return new Condition({ op: 'none', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * True if the user is in one of these groups. False on machine tokens.
   *
   * @param groups group names, at least one
   */
  public static inGroup(...groups: string[]): Condition {
    return new Condition({ op: 'inGroup', of: groups.map(constant) });
  }

  /**
   * True if the token is for one of these app clients, given as constructs instead of IDs.
   *
   * The IDs of app clients that the app creates are passed to the function in SSM parameters, one for each client, because a
   * direct reference would be a circular dependency: the user pool refers to the function. Unknown if a parameter cannot be read.
   * Clients with a literal ID need no parameter. Clients of another user pool are an error.
   *
   * @param clients app clients, at least one
   */
  public static client(...clients: IUserPoolClientRef[]): Condition {
    return new Condition({ op: 'client', clients });
  }

  /**
   * True if the token is for one of the app clients with these IDs.
   *
   * @param ids app client IDs, at least one
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
   */
  public static clientId(...ids: string[]): Condition {
    return new Condition({ op: 'isOneOf', of: [{ op: 'clientId' }, ...ids.map(constant)] });
  }

  /**
   * True if one of these scopes was requested and is allowed for the app client. False if the request has no scopes. Sign-in
   * through the user pools API always has only `aws.cognito.signin.user.admin`. Requires trigger event version V2_0 or later.
   *
   * @param scopes scopes, at least one
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  public static hasScope(...scopes: string[]): Condition {
    return new Condition({ op: 'hasScope', of: scopes.map(constant) });
  }

  /**
   * True if one of these trigger sources caused the token request. Do not use it for security decisions: the same sign-in can
   * have several trigger sources, and the caller chooses.
   *
   * @param sources trigger sources, at least one
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static triggerSource(...sources: TriggerSource[]): Condition {
    const problems = sources.flatMap((source, index) => required(A_TRIGGER_SOURCE)(source, `triggerSource[${index}]`));
    return new Condition(problems.length > 0 ? invalid(problems) : { op: 'isOneOf', of: [{ op: 'triggerSource' }, ...sources.map(({ value }) => constant(value))] });
  }

  /**
   * True if the token is for an app client (client credentials grant). Only rules with the subject `MACHINE` are evaluated for
   * these tokens.
   */
  public static machine(): Condition {
    return new Condition({ op: 'machine' });
  }

  /** True if the token is for a user. */
  public static user(): Condition {
    return new Condition({ op: 'user' });
  }

  /** True if the user refreshes the tokens. Do not use it for security decisions: some refreshes arrive as an authentication. */
  public static refresh(): Condition {
    return new Condition({ op: 'isOneOf', of: [{ op: 'triggerSource' }, constant(TRIGGER_SOURCES.REFRESH_TOKENS)] });
  }

  /**
   * True if the user is linked to one of these identity providers, or to any provider if you name none. A linked user may still
   * have signed in with a password. False for local users and on machine tokens.
   *
   * @param providers names of identity providers
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
   */
  public static hasFederatedIdentity(...providers: string[]): Condition {
    return new Condition({ op: 'hasFederatedIdentity', args: [providers] });
  }

  /** @internal */
  public static _of(node: AuthorNode): Condition {
    return new Condition(node);
  }

  private constructor(node: AuthorNode) {
    markAuthorObject(this, 'condition', node);
  }

  /**
   * Negates the condition: true becomes false and false becomes true. Unknown stays unknown. The same as
   * `Condition.none(condition)`.
   */
  public negate(): Condition {
    return Condition.none(this);
  }
}
