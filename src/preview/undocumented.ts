import type { BaseTokenParts } from '../core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { isKnownTriggerSource, TRIGGER_SOURCES } from '../core/cognito/trigger';
import type { Expression, RulesetDocument } from '../core/document/document';
import { collect, evaluatedExpressions } from '../core/document/expressions';

/** Requests of which AWS does not document that the event contains their client metadata. */
const METADATA: { readonly [triggerSource: string]: string } = {
  [TRIGGER_SOURCES.HOSTED_AUTH]: 'AWS does not document whether client metadata of managed login is in the event: the preview assumes that it is',
  [TRIGGER_SOURCES.REFRESH_TOKENS]: 'InitiateAuth does not put client metadata of a token refresh into the event, and AWS does not document whether GetTokensFromRefreshToken does: the preview assumes that it does',
};

function usesMetadata(expressions: readonly Expression[]): boolean {
  return collect(expressions, ({ op }) => op === 'untrustedClientMetadata' ? [op] : []).size > 0;
}

/** Lists what a preview assumes about Amazon Cognito, because AWS does not document it. */
export function undocumented(
  { rules, sources }: RulesetDocument,
  { triggerSource, resource, acr, amr, clientMetadata = {} }: Pick<BaseTokenParts, 'triggerSource' | 'resource' | 'acr' | 'amr' | 'clientMetadata'>,
): readonly string[] {
  const hasMetadata = Object.keys(clientMetadata).length > 0 && usesMetadata(evaluatedExpressions(rules, sources));
  const isMachine = triggerSource === MACHINE_TRIGGER_SOURCE;
  return [
    ...(isMachine ? ['AWS does not document whether a machine event contains user data in addition to client, scopes and metadata: the preview assumes that it does not'] : []),
    ...(!isKnownTriggerSource(triggerSource) && rules.some(({ kind }) => kind === 'addScope')
      ? [`this version does not know the trigger source ${triggerSource}: rules add scopes only if their condition names it, as Amazon Cognito may have narrowed the scopes`] : []),
    ...(hasMetadata && Object.hasOwn(METADATA, triggerSource) ? [METADATA[triggerSource]] : []),
    ...(resource !== undefined ? ['AWS does not document how claims of the function affect a resource binding: the preview assumes that the audience remains the resource'] : []),
    ...(rules.some(({ kind }) => kind === 'setGroups') && !isMachine
      ? ['AWS does not document an empty list of groups: the preview assumes that the token does not contain the claim'] : []),
    ...(acr !== undefined || amr ? ['AWS does not document whether the event contains `acr` and `amr`: the preview assumes that it does not'] : []),
  ];
}
