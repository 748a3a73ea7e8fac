import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import { constant, invalid, markAuthorObject, nodeOf, type AuthorNode } from './author-node';
import { A_TRIGGER_SOURCE, type TriggerSource } from './trigger-source';
import { required } from '../options/checks';

/**
 * Says of a token request whether something holds: true, false, or unknown when a value that it looks at could not be known.
 *
 * What a rule does when its condition is unknown follows the direction of the rule: what gives does not fire, what takes away
 * fires, and what decides about the whole token denies it. Comparisons of values are conditions too: see `Value`.
 *
 * @example
 * const condition = Condition.all(
 *   Condition.client(webClient),
 *   Condition.any(Condition.inGroup('staff'), Value.verifiedEmail().endsWith('@example.com')),
 * );
 */
export class Condition {
  /**
   * True when every condition is; false as soon as one is false, unknown when none is false and one is unknown.
   *
   * @param conditions one condition at least
   */
  public static all(...conditions: Condition[]): Condition {
    return new Condition({ op: 'all', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * True when one condition is; unknown when none is true and one is unknown.
   *
   * @param conditions one condition at least
   */
  public static any(...conditions: Condition[]): Condition {
    return new Condition({ op: 'any', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * True when no condition is: the reverse of `any`.
   *
   * @param conditions one condition at least
   */
  public static none(...conditions: Condition[]): Condition {
    return new Condition({ op: 'none', of: conditions.map(each => nodeOf(each, 'condition')) });
  }

  /**
   * The user is in one of these groups. False on machine tokens.
   *
   * @param groups names of groups, one at least
   */
  public static inGroup(...groups: string[]): Condition {
    return new Condition({ op: 'inGroup', of: groups.map(constant) });
  }

  /**
   * The token is for one of these app clients of the app, by construct instead of by id.
   *
   * The ids of clients that the app creates reach the function in SSM parameters, one for each client, because a pool that
   * refers to the function cannot be referred to by it. Unknown when a parameter cannot be read. Clients with a literal id
   * need no parameter. Clients of another pool are an error.
   *
   * @param clients app clients, one at least
   */
  public static client(...clients: IUserPoolClientRef[]): Condition {
    return new Condition({ op: 'client', clients });
  }

  /**
   * The token is for one of the app clients with these ids.
   *
   * @param ids ids of app clients, one at least
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
   */
  public static clientId(...ids: string[]): Condition {
    return new Condition({ op: 'isOneOf', of: [{ op: 'clientId' }, ...ids.map(constant)] });
  }

  /**
   * One of these scopes was requested, and the client may have it. False when the request has no scopes; sign-in through the
   * API has `aws.cognito.signin.user.admin` alone. Needs V2_0 at least.
   *
   * @param scopes scopes, one at least
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  public static hasScope(...scopes: string[]): Condition {
    return new Condition({ op: 'hasScope', of: scopes.map(constant) });
  }

  /**
   * One of these made Cognito issue the token. Not for security decisions: the same sign-in can come from several sources,
   * and the caller chooses.
   *
   * @param sources trigger sources, one at least
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static triggerSource(...sources: TriggerSource[]): Condition {
    const problems = sources.flatMap((source, index) => required(A_TRIGGER_SOURCE)(source, `triggerSource[${index}]`));
    return new Condition(problems.length > 0 ? invalid(problems) : { op: 'isOneOf', of: [{ op: 'triggerSource' }, ...sources.map(({ value }) => constant(value))] });
  }

  /** The token is for an app client by itself: client credentials. Rules see such tokens only with the subject MACHINE. */
  public static machine(): Condition {
    return new Condition({ op: 'machine' });
  }

  /** The token is for a user. */
  public static user(): Condition {
    return new Condition({ op: 'user' });
  }

  /** The tokens of the user are being refreshed. Not for security decisions: a refresh may arrive as an authentication. */
  public static refresh(): Condition {
    return new Condition({ op: 'isOneOf', of: [{ op: 'triggerSource' }, constant('TokenGeneration_RefreshTokens')] });
  }

  /**
   * The user is linked to one of these identity providers, or to any if none is named. A linked user may have signed in with
   * a password all the same. False for local users and on machine tokens.
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

  /** True when this condition is false, and false when it is true. Unknown stays unknown. The same as `Condition.none(condition)`. */
  public negate(): Condition {
    return Condition.none(this);
  }
}
