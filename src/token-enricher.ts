import type { CfnResource } from 'aws-cdk-lib';
import type { Dashboard, DashboardProps, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IGrantable, IPrincipal, IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { AN_ATTACHMENT, Attachment } from './attachment/attachment';
import type { Trigger } from './attachment/attachment-kind';
import { CycleGuard } from './attachment/cycle-guard';
import { Lazy, aws_cloudwatch as cloudwatch } from './cdk/aws-cdk-lib';
import { possiblePools, recognizePool } from './cdk/pools';
import { renderedProperties } from './cdk/resources';
import { addValidation } from './cdk/stacks';
import { checkedApp } from './checks/app';
import type { CheckedApp } from './checks/app/app-check';
import { reliesOnClients } from './checks/app/provenance';
import { compileAndCheck } from './checks/compile-and-check';
import type { Compilation } from './compiler/compile';
import { enricherContract } from './contract/enricher-contract';
import { CONTRACT_METADATA, type Contract } from './contract/model';
import { TokenContract } from './contract/token-contract';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from './core/document/metrics';
import { describeDocument } from './describe/enricher';
import { createAlias } from './function/alias';
import { checkProps } from './function/check-props';
import { clientProblems, createClientParameters, parameterPath } from './function/client-parameters';
import { createFunction, logGroupOf } from './function/enricher-function';
import { checkEnvironment, environmentOf } from './function/environment';
import { permissions, previousEnvironment } from './function/permissions';
import { ownNaming } from './naming/check-names';
import { ALARMS_OPTIONS, createAlarms, type AlarmsOptions, type EnricherAlarms, type Observed } from './operations/alarms';
import { createDashboard } from './operations/dashboard';
import { A_USER_POOL, required } from './options/checks';
import { placed, readOptions } from './options/options';
import type { PoolFacts } from './pool-facts';
import { preview } from './preview/preview';
import type { PreviewProps } from './preview/preview-props';
import type { TokenPreview } from './preview/token-preview';
import { describeProblems, type Problem } from './problems/problems';
import { ofInformation, ofProblem, ofWarning } from './report/finding';
import { Reporter } from './report/reporter';
import type { TokenType } from './rules/claim-rule';
import { TOKEN_ENRICHER_PROPS, type TokenEnricherProps } from './token-enricher-props';
import { maxTokenSize } from './token-size/max-token-size';
import type { MaxTokenSize } from './token-size/token-length';
import { chosenVersion, validateEnricher } from './validate-enricher';

/**
 * Customizes the claims and scopes in the tokens of an Amazon Cognito user pool by rules.
 *
 * The construct creates a Lambda function for the rules, grants it the least permissions that the rules need, and attaches it to
 * the user pool as its pre token generation trigger. The constructor throws an error for mistakes in the rules, and synthesis
 * fails for mistakes that are visible only in the complete app. Each error lists all problems. `preview` runs the same function
 * in a unit test.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 *
 * const enricher = new TokenEnricher(this, 'TokenEnricher', {
 *   userPool,
 *   claims: [ClaimRule.set('plan', profile.attribute('plan'))],
 *   scopes: [ScopeRule.add('plan:{{profile.plan | lower}}')],
 * });
 *
 * const preview = enricher.preview({ items: { profile: { plan: 'Gold' } } });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TokenEnricher extends Construct implements IGrantable {
  /** The Lambda function. */
  public readonly handler: LambdaFunction;

  /**
   * The alias that Cognito calls.
   *
   * @default - none: Cognito calls the function itself (see `aliasName`)
   */
  public readonly alias?: Alias;

  /** The execution role of the function. */
  public readonly role: IRole;

  /** The log group of the function. */
  public readonly logGroup: ILogGroup;

  /** The trigger event version: the version in the props, or the lowest version that the rules need. */
  public readonly triggerVersion: LambdaVersion;

  /** The principal to grant permissions to: the execution role of the function. */
  public readonly grantPrincipal: IPrincipal;

  private readonly compilation: Compilation;
  private readonly policy: PolicyDocument;
  private readonly poolFacts?: PoolFacts;
  private readonly guard: CycleGuard;
  private readonly isCompared: boolean;
  private readonly attachments: AttachedPool[] = [];
  private readonly reporter = new Reporter(this, () => this.handler.node.defaultChild as CfnResource);

  constructor(scope: Construct, id: string, props: TokenEnricherProps) {
    super(scope, id);
    const { options, problems } = readOptions(props, TOKEN_ENRICHER_PROPS, 'props');
    this.throwAll(problems.filter(({ path }) => path === 'props'));
    this.compilation = compileAndCheck({
      deny: options.deny ?? [],
      claims: options.claims ?? [],
      scopes: options.scopes ?? [],
      groups: options.groups ?? [],
      sources: options.sources ?? [],
      trustedAttributes: options.trustedAttributes ?? {},
      ...(options.triggerVersion && { triggerVersion: options.triggerVersion }),
      ...(options.tokenBudget && { tokenBudget: options.tokenBudget }),
      ...(options.compareWith && { comparesWithPrevious: true }),
    }, this);
    this.poolFacts = options.poolFacts;
    this.isCompared = options.compareWith !== undefined;
    const { document, slots, clients, sources } = this.compilation;
    const guard = new CycleGuard(this);
    this.guard = guard;
    const trigger = (options.attachment ?? Attachment.auto())._bind(guard, options.userPool);
    const clientPath = clients.named.size > 0 ? parameterPath(this) : undefined;
    const environment = checkEnvironment(document, slots, clientPath, options.compareWith !== undefined);
    const own = checkProps(options);
    const names = ownNaming(document, options.naming);
    this.throwAll([
      ...problems, ...this.compilation.problems, ...own.problems, ...names.problems, ...clientProblems(this, clients),
      ...attachmentProblems(options.attachment, trigger), ...environment.problems,
    ]);

    this.triggerVersion = document.triggerVersion as LambdaVersion;
    this.logGroup = logGroupOf(this, options);
    const parameters = createClientParameters(this, clients);
    const variables = {
      ...environmentOf(document, slots, clientPath, guard),
      ...previousEnvironment(this, options, guard),
    };
    this.policy = permissions(this, document, sources, this.logGroup, parameters, guard, options);
    const { handler, role, warnings } = createFunction(this, options, document, variables, this.policy, this.logGroup);
    this.handler = handler;
    this.role = role;
    this.grantPrincipal = role.grantPrincipal;
    const { alias, warnings: aliasWarnings } = createAlias(this, options, handler, slots, guard);
    this.alias = alias;
    guard.setFunction(handler, alias);
    this.attach(trigger, options.userPool);
    this.reporter.add(chosenVersion(this.compilation, options).map(ofInformation));
    const all = [...this.compilation.warnings, ...own.warnings, ...names.warnings, ...environment.warnings, ...warnings, ...aliasWarnings];
    this.reporter.add(all.map(ofWarning));
    addValidation(this, annotated => this.validateApp(options, annotated));
    // it is made when the manifest is written, as the app is complete then
    this.node.addMetadata(CONTRACT_METADATA, Lazy.uncachedAny({ produce: () => this.describeTokens() }));
  }

  /**
   * Attaches the function to another user pool, with the same rules and the same trigger event version. All checks of the user
   * pool in the props apply to this pool too: its feature plan, its schema, its app clients, and who can write the values that
   * rules read.
   *
   * @param userPool the user pool
   * @param attachment the way to set the trigger; by default `Attachment.auto()`
   */
  public attachTo(userPool: IUserPoolRef, attachment?: Attachment): void {
    this.throwAll([...required(A_USER_POOL)(userPool, 'userPool'), ...AN_ATTACHMENT(attachment, 'attachment')]);
    const trigger = (attachment ?? Attachment.auto())._bind(this.guard, userPool);
    this.throwAll(attachmentProblems(attachment, trigger));
    this.attach(trigger, userPool);
  }

  /**
   * Returns the tokens that Cognito would issue, the origin of each claim and the outcome of each rule. Runs the same code as the
   * deployed function, in this process and without calls to AWS. Throws an error for a request that cannot happen.
   *
   * @param props the user, the app client and the items of tables; by default, a user with only a `sub`
   */
  public preview(props: PreviewProps = {}): TokenPreview {
    return preview(this.compilation, { userPools: this._userPools(), facts: this.poolFacts }, props);
  }

  /**
   * Returns a description of the rules and sources in Markdown: what each does, when, for whom, and who controls it. Deterministic, so that a
   * snapshot of it in the repository shows in a review how tokens change. It contains no values of a deployment.
   */
  public describe(): string {
    return describeDocument(this.compilation.document, this.node.id);
  }

  /**
   * The claims, scopes and groups that the rules can put into tokens, for those who read tokens. Get it when the app is complete: who controls a value
   * depends on the app clients and the schema of the pool.
   */
  public get contract(): TokenContract {
    return TokenContract._of(this.describeTokens());
  }

  /**
   * Returns the maximum size of a token, claim by claim, according to the rules and the known properties of the pool. Call it
   * when the app is complete, because the result depends on the schema of the pool.
   *
   * @param token the token
   */
  public maxTokenSize(token: TokenType): MaxTokenSize {
    const lengths = this._userPools().map(pool => {
      const resource = pool && recognizePool(pool).resource;
      return maxTokenSize({ compilation: this.compilation, scope: this, pool: resource && renderedProperties(resource) }, token);
    });
    return lengths.reduce((longest, each) => each.longest > longest.longest ? each : longest);
  }

  /**
   * Returns a metric that the function writes to its log.
   *
   * @param metricName `Issued`, `Denied`, `FailedReads`, `FailedRules`, `Dropped`, `VersionMismatch`, `CachedReads`, `StaleReads`
   * or, with `compareWith`, `Compared` and `Mismatched`
   * @param props the options of the metric
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html
   */
  public metric(metricName: string, props?: MetricOptions): Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSION]: this.handler.functionName },
      statistic: 'Sum',
      ...props,
    }).attachTo(this);
  }

  /**
   * The number of denied token requests: sign-ins and token refreshes that failed.
   *
   * @param props the options of the metric
   * @default - sum over 5 minutes
   */
  public metricDenied(props?: MetricOptions): Metric {
    return this.metric('Denied', props);
  }

  /**
   * The number of failed table reads, regardless of the `onError` behavior of the source.
   *
   * @param props the options of the metric
   * @default - sum over 5 minutes
   */
  public metricFailedReads(props?: MetricOptions): Metric {
    return this.metric('FailedReads', props);
  }

  /**
   * The number of claims, scopes and roles that were dropped because a token cannot contain them.
   *
   * @param props the options of the metric
   * @default - sum over 5 minutes
   */
  public metricDropped(props?: MetricOptions): Metric {
    return this.metric('Dropped', props);
  }

  /**
   * Creates alarms for sign-ins that fail or soon will: denials, failed reads, throttles, slow invocations, a trigger that was changed, and differences
   * to a previous function. Call it once.
   *
   * @param options the actions of the alarms, and the values at which they fire
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
   */
  public alarms(options: AlarmsOptions = {}): EnricherAlarms {
    const read = readOptions(options, ALARMS_OPTIONS);
    this.throwAll(read.problems);
    return createAlarms(this, this.observed, read.options);
  }

  /**
   * Creates a dashboard with the tokens, reads, rules and durations of the function, and the denials of the log by reason and rule. Call it once.
   *
   * @param props the properties of the dashboard, such as its name
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
   */
  public dashboard(props: DashboardProps = {}): Dashboard {
    return createDashboard(this, this.observed, this.logGroup, props);
  }

  private get observed(): Observed {
    const { handler, isCompared, compilation: { document } } = this;
    return { handler, isCompared, reads: Object.keys(document.sources).length > 0, metric: (name, props) => this.metric(name, props) };
  }

  private describeTokens(): Contract {
    const apps = this._userPools().map(pool => this.appOf(pool));
    return enricherContract(this, this.compilation.document, this.role, this.policy, apps, token => this.maxTokenSize(token as TokenType));
  }

  private throwAll(problems: readonly Problem[]): void {
    if (problems.length > 0) {
      throw new Error(describeProblems(`TokenEnricher '${this.node.path}'`, problems));
    }
  }

  private attach(trigger: Trigger, userPool: IUserPoolRef | undefined): void {
    trigger.attach(this.alias ?? this.handler, this.triggerVersion, () => possible(userPool).some(each => reliesOnClients(this.appOf(each))));
    this.attachments.push({ userPool, trigger });
    if (trigger.information !== undefined && userPool) {
      this.reporter.add([ofInformation({ id: 'Attachment', path: 'attachment', message: `${userPool.node.path} is ${trigger.information}` })]);
    }
  }

  /**
   * The attached pools, each one once. A pool that is one of several is each of them.
   *
   * @internal
   */
  public _userPools(): ReadonlyArray<IUserPoolRef | undefined> {
    return [...new Set(this.attachments.flatMap(({ userPool }) => possible(userPool)))];
  }

  /** The app as the checks see it, for one of the pools. */
  private appOf(userPool: IUserPoolRef | undefined): CheckedApp {
    return checkedApp(this.compilation, this, { userPool, userPools: this._userPools(), poolFacts: this.poolFacts });
  }

  private validateApp(props: TokenEnricherProps, annotated: IConstruct): string[] {
    const { problems, warnings } = validateEnricher({
      enricher: this,
      props,
      compilation: this.compilation,
      guard: this.guard,
      policy: this.policy,
      triggers: this.attachments.map(({ trigger }) => trigger),
      pools: this._userPools(),
      appOf: pool => this.appOf(pool),
    });
    const failsByReport = this.reporter.setOfApp([...problems.map(ofProblem), ...warnings.map(ofWarning)], annotated);
    return problems.length > 0 && !failsByReport ? [describeProblems(`TokenEnricher '${this.node.path}'`, problems)] : [];
  }
}

function possible(userPool: IUserPoolRef | undefined): ReadonlyArray<IUserPoolRef | undefined> {
  return userPool ? possiblePools(userPool) : [undefined];
}

/** If the options are invalid, the intention of the author is unknown, so other problems are not reported. */
function attachmentProblems(attachment: Attachment | undefined, { problems }: Trigger): readonly Problem[] {
  return attachment && attachment._problems.length > 0 ? placed(attachment._problems, 'attachment') : problems;
}

/** A user pool that is attached or, with `Attachment.none()`, only checked. */
interface AttachedPool {
  readonly userPool?: IUserPoolRef;
  readonly trigger: Trigger;
}
