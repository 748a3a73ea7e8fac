import type { PreviewProps } from './preview-props';
import type { PreviewedPool } from './previewed-pool';
import { undocumented } from './undocumented';
import { clientResourceOf } from '../cdk/pools';
import type { BaseTokenParts } from '../core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import type { RulesetDocument } from '../core/document/document';

/** Lists behavior that the preview assumes: AWS does not document it, or only the deployment knows it. */
export function assumptionsOf(
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
