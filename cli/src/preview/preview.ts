import { loadAssetBundle } from './asset-bundle';
import type { LocalAnswers, PreviewedRead } from './local-answers';
import type { DeployedValues } from '../../../lambda-src/enricher/request-evaluation';
import type { BaseTokens } from '../../../src/core/cognito/base-tokens';
import { issueTokens } from '../../../src/core/cognito/issue-tokens';
import type { RulesetDocument } from '../../../src/core/document/document';
import { traceOf } from '../../../src/preview/outcomes';
import type { RulePreview } from '../../../src/preview/preview-parts';
import type { Enricher } from '../app/model';
import { meaningOf } from '../explain/outcomes';
import { claimsOf } from '../tokens/claim-changes';
import type { ExplainedClaim } from '../tokens/model';

/** A token request, for whose tokens Amazon Cognito calls the function. */
export interface PreviewedRequest {
  readonly enricher: Enricher;
  readonly document: RulesetDocument;
  readonly event: object;
  readonly base: BaseTokens;
  /** Epoch seconds. */
  readonly now: number;
  /** The id that the app client has on this machine; undefined if the client is not known. */
  readonly clientId?: string;
}

/** The output of `preview --json`. Its version increases when a property is removed or changes its meaning. */
export interface Preview {
  readonly version: 1;
  /** Construct path; undefined if the pool calls no enricher. */
  readonly enricher?: string;
  /** A sentence that says why Amazon Cognito does not call the function. */
  readonly notRun?: string;
  readonly denial?: { readonly reason: string; readonly rule?: string; readonly message: string };
  /** Without the function. */
  readonly before: BaseTokens;
  /** Undefined for a denial. */
  readonly after?: BaseTokens;
  /** The claims of both tokens, with the rules that changed them. Empty for a denial. */
  readonly claims: readonly ExplainedClaim[];
  readonly rules: ReadonlyArray<RulePreview & { readonly meaning?: string }>;
  readonly reads: readonly PreviewedRead[];
  /** Sentences about uncertainties. */
  readonly notes: readonly string[];
}

/** Stands for the request id in messages. */
const REFERENCE = 'preview';

/** Evaluates the rules with the code in the assembly. */
export function previewOf(request: PreviewedRequest, values: DeployedValues, answers: LocalAnswers): Preview {
  const { enricher, document, event, base, now, clientId } = request;
  const bundle = loadAssetBundle(enricher);
  const parsed = bundle.readEvent(event, now);
  const common = { version: 1, enricher: enricher.path, before: base } as const;
  if (!parsed) {
    return {
      ...common, denial: { reason: 'NO_SUBJECT', message: bundle.denialMessage('NO_SUBJECT', REFERENCE) }, claims: [], rules: [], reads: [], notes: [],
    };
  }
  const { decision, response, resultOf } = bundle.evaluateWithAnswers(bundle.loadRuleset(document), parsed, {
    slot: values.slot,
    isClient: key => clientId === undefined ? undefined : values.isClient(key, clientId),
  }, answers.answer);
  const rules = traceOf(document, decision, resultOf).map(rule => ({ ...rule, meaning: meaningOf(rule.outcome, decision.denial && 'DENIAL') }));
  const { reads, notes } = answers;
  if (decision.denial) {
    const { reason, rule, message } = decision.denial;
    return { ...common, denial: { reason, rule, message: bundle.denialMessage(reason, REFERENCE, message) }, claims: [], rules, reads, notes };
  }
  const after = issueTokens(base, response);
  return { ...common, after, claims: claimsOf(base, after, decision.origins), rules, reads, notes };
}

/** The tokens of a request for which Amazon Cognito calls no function. */
export function unchanged(base: BaseTokens, notRun: string): Preview {
  return { version: 1, notRun, before: base, after: base, claims: claimsOf(base, base, []), rules: [], reads: [], notes: [] };
}

