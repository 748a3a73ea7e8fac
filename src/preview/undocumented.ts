import type { BaseTokenParts } from '../core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { isKnownTriggerSource } from '../core/cognito/trigger-sources';
import type { RulesetDocument } from '../core/document/document';

/** Lists what a preview assumes about Amazon Cognito, because AWS does not document it. */
export function undocumented({ rules }: RulesetDocument, { triggerSource, resource, acr, amr }: Pick<BaseTokenParts, 'triggerSource' | 'resource' | 'acr' | 'amr'>): readonly string[] {
  const isMachine = triggerSource === MACHINE_TRIGGER_SOURCE;
  return [
    ...(isMachine ? ['AWS does not document whether a machine event contains user data in addition to client, scopes and metadata: the preview assumes that it does not'] : []),
    ...(!isKnownTriggerSource(triggerSource) && rules.some(({ kind }) => kind === 'addScope')
      ? [`this version does not know the trigger source ${triggerSource}: rules add scopes only if their condition names it, as Amazon Cognito may have narrowed the scopes`] : []),
    ...(resource !== undefined ? ['AWS does not document how claims of the function affect a resource binding: the preview assumes that the audience remains the resource'] : []),
    ...(rules.some(({ kind }) => kind === 'setGroups') && !isMachine
      ? ['AWS does not document an empty list of groups: the preview assumes that the token does not contain the claim'] : []),
    ...(acr !== undefined || amr ? ['AWS does not document whether the event contains `acr` and `amr`: the preview assumes that it does not'] : []),
  ];
}
