import { Stack } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import type { CycleGuard } from './cycle-guard';
import { renderedProperties } from '../ruleset/checks/app/rendered';
import type { Problem } from '../ruleset/problems';

/** A trigger in the template of the pool, and what is to be seen of it in the finished app. */
export class TemplateTrigger {
  constructor(private readonly pool: UserPool, private readonly resource: CfnUserPool, private readonly guard: CycleGuard) {}

  /** The triggers for the event that the pool has already, in either of the two keys. */
  public problemsBefore(): readonly Problem[] {
    const config = Stack.of(this.resource).resolve(this.resource.lambdaConfig) as Record<string, unknown> | undefined;
    return [
      ...config?.preTokenGenerationConfig === undefined ? [] : [this.secondTrigger('PreTokenGenerationConfig')],
      ...config?.preTokenGeneration === undefined ? [] : [this.secondTrigger('PreTokenGeneration')],
    ];
  }

  /**
   * Sets the trigger. The permission comes with it, for this pool and this account alone.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  public attach(handler: LambdaFunction, version: LambdaVersion): void {
    const { resource } = this;
    const attached: LambdaFunction = Object.create(handler, {
      functionArn: { value: this.guard.arnFor(resource, handler) },
      // addTrigger names the pool as the source, and no account
      addPermission: {
        value: (id: string, permission: Permission) =>
          handler.addPermission.call(attached, id, { ...permission, sourceAccount: Stack.of(resource).account }),
      },
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
    this.guard.watch(handler, resource);
  }

  /** Our function is under the one key in the finished app, and nothing under the other. */
  public problemsAfter(handler: LambdaFunction): readonly Problem[] {
    const rendered = renderedProperties(this.resource).LambdaConfig as Record<string, unknown> | undefined;
    const expected: unknown = Stack.of(this.resource).resolve(this.guard.arnFor(this.resource, handler));
    const config = rendered?.PreTokenGenerationConfig as { LambdaArn?: unknown } | undefined;
    return [
      ...JSON.stringify(config?.LambdaArn) === JSON.stringify(expected) ? [] : [this.secondTrigger('PreTokenGenerationConfig')],
      ...rendered?.PreTokenGeneration === undefined ? [] : [this.secondTrigger('PreTokenGeneration')],
    ];
  }

  private secondTrigger(key: string): Problem {
    return {
      check: 'SecondTrigger',
      path: 'userPool',
      given: `${this.resource.node.path}, whose LambdaConfig has another ${key}`,
      allowed: 'one pre token generation trigger: a user pool calls one function',
      fix: 'take the other trigger out, or put its rules into one enricher; to attach by hand, use Attachment.none()',
    };
  }
}
