import type { PreviewProps } from './preview-props';
import { clientResourceOf } from '../cdk/pools';
import type { BaseTokenParts } from '../core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import type { RulesetDocument } from '../core/document/document';

/** Where a preview rests on something that AWS does not document, or that only the deployment knows. */
export function assumptionsOf(document: RulesetDocument, props: PreviewProps, parts: BaseTokenParts, markers: readonly string[]): readonly string[] {
  const isMachine = parts.triggerSource === MACHINE_TRIGGER_SOURCE;
  return [
    ...(isMachine ? ['AWS does not document what a machine event holds beside client, scopes and metadata: it is taken to hold nothing of a user'] : []),
    ...(props.resource !== undefined ? ['AWS does not document how a resource binding and the claims of the function meet: the audience is taken to stay the resource'] : []),
    ...(document.rules.some(({ kind }) => kind === 'setGroups') && !isMachine
      ? ['AWS does not document an empty list of groups: the claim is taken to be left out'] : []),
    ...(!isMachine && (props.client === undefined || !clientResourceOf(props.client))
      ? ['the client is taken to be able to read every attribute: give `client` to preview what one of the app may read'] : []),
    ...(markers.length > 0 ? [`values of the deployment are shown as markers: ${markers.join(', ')}`] : []),
  ];
}
