import { Answers } from './answers';
import { ClaimOrigin, DenialReason } from './codes';
import { DeployTimeValues } from './deploy-time-values';
import { traceOf } from './outcomes';
import type { ClaimPreview, ReadPreview, RulePreview } from './preview-parts';
import { PREVIEW_PROPS, type PreviewProps } from './preview-props';
import { previewedPool, type EnricherPools, type PreviewedPool } from './previewed-pool';
import { requestParts, requestProblems, sourceAndTimeProblems } from './request';
import { TokenPreview, type PreviewParts } from './token-preview';
import { undocumented } from './undocumented';
import { loadBundle } from '../bundle/bundle';
import { clientResourceOf } from '../cdk/pools';
import type { Compilation } from '../compiler/compile';
import { baseTokens, type BaseTokenParts, type BaseTokens } from '../core/cognito/base-tokens';
import { isBoundAudience, issueTokens } from '../core/cognito/issue-tokens';
import { buildEvent, MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import type { Decision } from '../core/document/decision';
import type { RulesetDocument } from '../core/document/document';
import { stableStringify } from '../core/document/json';
import { readOptions } from '../options/options';
import { describeProblems, type Problem } from '../problems/problems';
import { TokenType } from '../rules/claim-rule';

/**
 * Evaluates one token request with the bundle of the function.
 *
 * @param pools the user pools of the enricher
 */
export function preview(compilation: Compilation, pools: EnricherPools, given: PreviewProps): TokenPreview {
  const { options: props, problems: wrong } = readOptions(given, PREVIEW_PROPS, 'preview', 'preview');
  const values = new DeployTimeValues(compilation.slots, props.deployTimeValues);
  const answers = new Answers(compilation, props, values.valueOf);
  const pool = previewedPool(pools, props);
  const parts = requestParts(compilation, props, pool, values);
  report([
    ...wrong, ...sourceAndTimeProblems(props, compilation.document), ...requestProblems(props, pool, parts), ...values.problems, ...answers.problems,
  ]);
  const document = JSON.parse(stableStringify(compilation.document)) as RulesetDocument;
  const bundle = loadBundle();
  const base = baseTokens(parts);
  const assumptions = assumptionsOf(document, props, parts, pool, values.markers);
  if (parts.triggerSource === MACHINE_TRIGGER_SOURCE && document.triggerVersion !== 'V3_0') {
    return result({ tokens: base, assumptions: [...assumptions, `with ${document.triggerVersion} Amazon Cognito issues machine tokens without calling the function`] });
  }
  const request = bundle.readEvent(buildEvent(document.triggerVersion, parts), parts.now);
  if (!request) {
    return result({ denial: { reason: DenialReason.NO_SUBJECT, message: bundle.denialMessage('NO_SUBJECT', 'preview') }, assumptions });
  }
  const { decision, response, resultOf } = bundle.evaluateWithAnswers(bundle.loadRuleset(document), request, {
    slot: values.valueOf,
    isClient: key => isClient(compilation, key, props),
  }, answers.answer);
  report(answers.problems);
  const { reads } = answers;
  const trace = traceOf(document, decision, resultOf);
  if (decision.denial) {
    const { reason, rule, message } = decision.denial;
    const denial = { reason: reason as DenialReason, rule, message: bundle.denialMessage(reason, 'preview', message) };
    return result({ decision, denial, trace, reads, assumptions: [...assumptions, ...answers.assumptions] });
  }
  return result({
    decision,
    response: { ...response },
    tokens: issueTokens(base, response),
    base,
    trace,
    reads,
    assumptions: [...assumptions, ...answers.assumptions],
  });
}

function report(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(describeProblems('the preview', problems));
  }
}

interface Parts {
  readonly decision?: Decision;
  readonly tokens?: BaseTokens;
  readonly base?: BaseTokens;
  readonly denial?: TokenPreview['denial'];
  readonly response?: TokenPreview['response'];
  readonly trace?: readonly RulePreview[];
  readonly reads?: readonly ReadPreview[];
  readonly assumptions: readonly string[];
}

/** Returns new JSON without undefined values, because it may be passed to another language. */
function result({ decision, tokens, base, denial, response, trace = [], reads = [], assumptions }: Parts): TokenPreview {
  const { idToken: originalIdToken, accessToken: originalAccessToken } = tokens ? base ?? tokens : {};
  return TokenPreview._of(JSON.parse(JSON.stringify({
    ...tokens,
    originalIdToken,
    originalAccessToken,
    denial,
    response,
    claims: tokens ? claimsOf(tokens, base ?? tokens, decision) : [],
    trace,
    reads,
    assumptions,
  })) as PreviewParts);
}

/** All claims of the tokens, and claims that rules suppressed. */
function claimsOf(tokens: BaseTokens, base: BaseTokens, decision: Decision | undefined): readonly ClaimPreview[] {
  return [TokenType.ID, TokenType.ACCESS].flatMap(token => {
    const member = token === TokenType.ID ? 'idToken' : 'accessToken';
    const issued = tokens[member];
    if (!issued) {
      return [];
    }
    const rulesOf = (name: string): string[] => [...decision?.origins.find(origin => origin.token === token && origin.claim === name)?.rules ?? []];
    const isOriginal = (name: string): boolean => Object.hasOwn(base[member] ?? {}, name);
    const suppressed = Object.keys(base[member] ?? {}).filter(name => !Object.hasOwn(issued, name));
    return [
      ...Object.keys(issued).map(name => {
        const rules = isBoundAudience(name, base[member] ?? {}) ? [] : rulesOf(name);
        // the claim that names dropped claims is that of no rule
        return { token, name, origin: rules.length > 0 || !isOriginal(name) ? ClaimOrigin.RULE : ClaimOrigin.COGNITO, rules };
      }),
      ...suppressed.map(name => ({ token, name, origin: ClaimOrigin.SUPPRESSED, rules: rulesOf(name) })),
    ].sort((a, b) => a.name < b.name ? -1 : 1);
  });
}

function isClient({ clients }: Compilation, key: string, { client }: PreviewProps): boolean {
  return client !== undefined && clientResourceOf(client) === clients.named.get(key)?.resource;
}

/** Lists behavior that the preview assumes: AWS does not document it, or only the deployment knows it. */
function assumptionsOf(
  document: RulesetDocument, { client, groups = [] }: PreviewProps, parts: BaseTokenParts, pool: PreviewedPool, markers: readonly string[],
): readonly string[] {
  const known = new Set(pool.groups ?? groups);
  const unknownGroups = groups.filter(name => !known.has(name));
  return [
    ...undocumented(document, parts),
    ...(parts.triggerSource !== MACHINE_TRIGGER_SOURCE && (client === undefined || !clientResourceOf(client))
      ? ['the preview assumes that the app client can read all attributes: set `client` to use the read attributes of an app client'] : []),
    ...(unknownGroups.length > 0 ? [`the app does not create the groups ${unknownGroups.join(', ')}: the preview assumes that they exist`] : []),
    ...(markers.length > 0 ? [`deploy-time values are shown as markers: ${markers.join(', ')}`] : []),
  ];
}
