import { Lazy, Stack, Stage } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction, Function as LambdaFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { ReferenceGraph } from './reference-graph';
import { renderedProperties } from '../ruleset/checks/app/rendered';
import type { Problem } from '../ruleset/problems';

/** A trigger in the template of the pool, and what is to be seen of it in the finished app. */
export class TemplateTrigger {
  private handler!: LambdaFunction;
  private cycle?: Problem;

  constructor(private readonly scope: IConstruct, private readonly pool: UserPool, private readonly resource: CfnUserPool) {}

  /** The triggers for the event that the pool has already, in either of the two keys. */
  public problemsBefore(): readonly Problem[] {
    const config = Stack.of(this.resource).resolve(this.resource.lambdaConfig) as Record<string, unknown> | undefined;
    return (['preTokenGenerationConfig', 'preTokenGeneration'] as const)
      .filter(key => config?.[key] !== undefined)
      .map(key => this.secondTrigger(key));
  }

  /**
   * Sets the trigger. The permission comes with it, for this pool and this account alone.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  public attach(handler: LambdaFunction, version: LambdaVersion): void {
    this.handler = handler;
    const { resource } = this;
    const arn = this.isFarAway() ? this.arnUnlessCyclic() : handler.functionArn;
    const attached: LambdaFunction = Object.create(handler, {
      functionArn: { value: arn },
      // addTrigger names the pool as the source, and no account
      addPermission: {
        value: (id: string, permission: Permission) =>
          handler.addPermission.call(attached, id, { ...permission, sourceAccount: Stack.of(resource).account }),
      },
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
  }

  /** What is wrong in the finished app: another trigger, or a cycle. */
  public problemsAfter(): readonly Problem[] {
    return [...this.cycle ? [this.cycle] : this.cyclesInside(), ...this.triggersAfter()];
  }

  private secondTrigger(key: string): Problem {
    return {
      check: 'SecondTrigger',
      path: 'userPool',
      given: `${this.resource.node.path}, whose LambdaConfig has ${key === 'preTokenGeneration' ? 'PreTokenGeneration' : 'PreTokenGenerationConfig'} already`,
      allowed: 'one pre token generation trigger: a user pool calls one function',
      fix: 'take the other trigger out, or put its rules into one enricher; to attach by hand, use Attachment.none()',
    };
  }

  private triggersAfter(): readonly Problem[] {
    const rendered = renderedProperties(this.resource).LambdaConfig as Record<string, unknown> | undefined;
    const expected: unknown = Stack.of(this.resource).resolve(this.handler.functionArn);
    const config = rendered?.PreTokenGenerationConfig as { LambdaArn?: unknown } | undefined;
    return [
      ...JSON.stringify(config?.LambdaArn) === JSON.stringify(expected) || this.cycle ? [] : [this.secondTrigger('preTokenGenerationConfig')],
      ...rendered?.PreTokenGeneration === undefined ? [] : [this.secondTrigger('preTokenGeneration')],
    ];
  }

  /** Pool and function are in stacks that are deployed one after the other. */
  private isFarAway(): boolean {
    return topStack(this.scope) !== topStack(this.resource);
  }

  /**
   * The ARN of the function, unless the pool cannot refer to it. The CDK throws its own error for cycles of stacks while it
   * collects references, before any validation: so the reference is left out there, and the validation reports it with the
   * ways out.
   */
  private arnUnlessCyclic(): string {
    let checking = false;
    let checked = false;
    return Lazy.uncachedString({
      produce: () => {
        if (!checked && !checking) {
          checking = true;
          this.cycle = this.findCycle();
          checking = false;
          checked = true;
        }
        return this.cycle ? 'cyclic' : this.handler.functionArn;
      },
    });
  }

  private cyclesInside(): readonly Problem[] {
    const cycle = this.isFarAway() ? undefined : this.findCycle();
    return cycle ? [cycle] : [];
  }

  private findCycle(): Problem | undefined {
    const graph = new ReferenceGraph(Stage.of(this.scope) ?? this.scope.node.root);
    const path = graph.findPath(this.handler.node.defaultChild as CfnFunction, this.resource);
    return path && {
      check: 'Cycle',
      path: 'userPool',
      given: `${this.resource.node.path} calls the function, which depends on the user pool: ${path.join(' -> ')}`,
      allowed: 'a function that depends on nothing that depends on its user pool',
      fix: this.isFarAway()
        ? `create the enricher in the stack of the user pool, ${topStack(this.resource).node.path}, and its tables where nothing depends on the pool; or attach it by hand with Attachment.none()`
        : 'name app clients with Condition.client(...) and the pool with Value.userPoolId(), and give the function no other reference to what depends on the pool',
    };
  }
}

function topStack(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return stack;
}
