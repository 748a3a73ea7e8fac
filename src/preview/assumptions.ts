import type { PreviewProps } from './preview-props';
import type { PreviewedPool } from './previewed-pool';
import { clientResourceOf } from '../cdk/pools';
import type { BaseTokenParts } from '../core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { isKnownTriggerSource } from '../core/cognito/trigger-sources';
import type { RulesetDocument } from '../core/document/document';

/** Lists behavior that the preview assumes: AWS does not document it, or only the deployment knows it. */
export function assumptionsOf(
  document: RulesetDocument, props: PreviewProps, parts: BaseTokenParts, { groups }: PreviewedPool, markers: readonly string[],
): readonly string[] {
  const unknownGroups = groups ? (props.groups ?? []).filter(name => !groups.includes(name)) : [];
  const isMachine = parts.triggerSource === MACHINE_TRIGGER_SOURCE;
  return [
    ...(isMachine ? ['AWS does not document whether a machine event contains user data in addition to client, scopes and metadata: the preview assumes that it does not'] : []),
    ...(!isKnownTriggerSource(parts.triggerSource) && document.rules.some(({ kind }) => kind === 'addScope')
      ? [`this version does not know the trigger source ${parts.triggerSource}: rules add scopes only if their condition names it, as Amazon Cognito may have narrowed the scopes`] : []),
    ...(props.resource !== undefined ? ['AWS does not document how claims of the function affect a resource binding: the preview assumes that the audience remains the resource'] : []),
    ...(document.rules.some(({ kind }) => kind === 'setGroups') && !isMachine
      ? ['AWS does not document an empty list of groups: the preview assumes that the token does not contain the claim'] : []),
    ...(!isMachine && (props.client === undefined || !clientResourceOf(props.client))
      ? ['the preview assumes that the app client can read all attributes: set `client` to use the read attributes of an app client'] : []),
    ...(props.acr !== undefined || props.amr ? ['AWS does not document whether the event contains `acr` and `amr`: the preview assumes that it does not'] : []),
    ...(unknownGroups.length > 0 ? [`the app does not create the groups ${unknownGroups.join(', ')}: the preview assumes that they exist`] : []),
    ...(markers.length > 0 ? [`deploy-time values are shown as markers: ${markers.join(', ')}`] : []),
  ];
}
