import { get } from '../../clients/hand-signed';

/** The lower bound: one request signed by hand, and its result in a claim. No rules, no failure policy, no log. */
export async function handler(event: any): Promise<unknown> {
  const { Item } = await get(JSON.stringify({ TableName: 'Profiles', Key: { id: { S: event.request.userAttributes.sub } } })) as { Item: any };
  event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { claimsToAddOrOverride: { tenant: Item.tenant.S } } };
  return event;
}
