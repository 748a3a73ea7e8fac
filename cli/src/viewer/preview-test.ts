import { TriggerSource } from '../../../src/values/trigger-source';
import type { Issuance } from '../tokens/model';

/** A unit test that previews the token of an issuance, in TypeScript. */
export function previewTest({ request, tokens, error, explanation }: Issuance): string {
  const { user, client, pool, triggerSource, scopes, clientMetadata, resource } = request;
  const { 'cognito:user_status': _status, ...attributes } = user?.attributes ?? {};
  const props: Readonly<Record<string, unknown>> = {
    ...user && { username: user.username, userAttributes: attributes },
    ...user && user.groups.length > 0 && { groups: user.groups },
    ...user && user.iamRoles.length > 0 && { iamRoles: user.iamRoles },
    ...user?.preferredRole !== undefined && { preferredRole: user.preferredRole },
    scopes,
    ...clientMetadata && { clientMetadata },
    ...resource !== undefined && { resource },
    ...itemsOf(explanation.reads),
  };
  const lines = ['client,', ...Object.entries(props).map(([name, value]) => `${name}: ${indented(value)},`), `triggerSource: ${sourceOf(triggerSource)},`];
  return [
    `// \`client\` is the app client ${client.path} of your stack, \`enricher\` its TokenEnricher${pool.trigger ? ` ${pool.trigger.enricher.path}` : ''}`,
    `test('${title(user?.name, client.path)}', () => {`,
    '  const preview = enricher.preview({',
    ...lines.map(line => `    ${line}`),
    '  });',
    '',
    ...tokens ? expectations(explanation.claims) : [`  expect(preview.denial?.message).toBe(${JSON.stringify(withoutWrapper(error?.message ?? ''))});`],
    '});',
    '',
  ].join('\n');
}

function title(username: string | undefined, client: string): string {
  return `tokens of ${username ?? client}`.replace(/['\\]/g, '\\$&');
}

/** Items by the names of their sources, and the names of sources that failed. */
function itemsOf(reads: Issuance['explanation']['reads']): Readonly<Record<string, unknown>> {
  const failed = reads.filter(({ outcome, from }) => from === undefined && outcome !== 'FOUND' && outcome !== 'NOTHING').map(({ source }) => source);
  const found = reads.filter(({ items }) => items.length > 0).map(({ source, items, query }) => [source, query ? items : items[0]] as const);
  return { ...found.length > 0 && { items: Object.fromEntries(found) }, ...failed.length > 0 && { failingSources: failed } };
}

function expectations(claims: Issuance['explanation']['claims']): readonly string[] {
  return (['ID', 'ACCESS'] as const).flatMap(token => {
    const name = token === 'ID' ? 'idToken' : 'accessToken';
    const own = claims.filter(claim => claim.token === token && claim.rules.length > 0);
    const set = own.filter(({ change }) => change === 'ADDED' || change === 'CHANGED');
    return [
      ...set.length > 0 ? [`  expect(preview.${name}).toMatchObject(${indented(Object.fromEntries(set.map(claim => [claim.name, claim.after])), '  ')});`] : [],
      ...own.filter(({ change }) => change === 'SUPPRESSED').map(claim => `  expect(preview.${name}).not.toHaveProperty([${JSON.stringify(claim.name)}]);`),
    ];
  });
}

function sourceOf(triggerSource: string): string {
  const [name] = Object.entries(TriggerSource).find(([, each]) => each instanceof TriggerSource && each.value === triggerSource) ?? [];
  return name === undefined ? `TriggerSource.of('${triggerSource}')` : `TriggerSource.${name}`;
}

function indented(value: unknown, indent = '    '): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

/** The error message of the function, with the reference of a preview. */
function withoutWrapper(message: string): string {
  return message.replace(/^PreTokenGeneration failed with error /, '').replace(/\.$/, '').replace(/Reference: [\w-]+$/, 'Reference: preview');
}
