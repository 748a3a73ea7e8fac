const UNITS: Record<string, string> = { engineering: 'eng', marketing: 'mkt', sales: 'sal', support: 'sup', finance: 'fin', legal: 'leg' };
const ROLES: Record<string, string> = { admins: 'administrator', staff: 'editor', sales: 'seller' };

/** The rules of `rules.ts` in typical handwritten code: rules are independent, and nothing is checked. */
export function applyRules(event: any, profile: Record<string, any>): unknown {
  const { userAttributes, groupConfiguration, scopes = [] } = event.request;
  const groups: string[] = groupConfiguration?.groupsToOverride ?? [];
  const idClaims: Record<string, unknown> = {};
  const accessClaims: Record<string, unknown> = {};
  const scopesToAdd: string[] = [];
  const scopesToSuppress: string[] = [];
  const claimsToSuppress = ['phone_number'];

  if (profile.status === 'suspended') {
    throw new Error('This account is suspended');
  }
  if (profile.tenant) {
    idClaims.tenant = accessClaims.tenant = profile.tenant;
  }
  if (profile.role) {
    accessClaims.role = profile.role;
  }
  if (profile.permissions) {
    accessClaims.permissions = profile.permissions.split(',');
  }
  const plan = userAttributes['custom:plan'];
  const department = userAttributes['custom:department'];
  if (plan) {
    accessClaims.plan = plan;
    scopesToAdd.push(`plan/${plan}`);
  }
  if (department) {
    idClaims.department = accessClaims.department = department;
    accessClaims.unit = UNITS[department];
  }
  idClaims.display_name = `${userAttributes.given_name} ${userAttributes.family_name}`;
  idClaims.contact = userAttributes.email.toLowerCase();
  accessClaims.email_domain = userAttributes.email.split('@')[1].toLowerCase();
  idClaims.language = userAttributes.locale?.split('-')[0] ?? 'en';
  accessClaims.roles = groups.map(group => ROLES[group]).filter(Boolean);
  if (groups.includes('staff')) {
    accessClaims.is_staff = true;
  } else {
    claimsToSuppress.push('address');
  }
  if (groups.includes('admins') && scopes.includes('orders/read')) {
    accessClaims.is_order_admin = true;
  }
  if (groups.includes('sales')) {
    scopesToAdd.push('orders/write');
  }
  if (groups.includes('managers') || groups.includes('staff')) {
    scopesToAdd.push('reports/read');
  }
  if (!groups.includes('admins')) {
    scopesToSuppress.push('orders/delete');
  }

  event.response.claimsAndScopeOverrideDetails = {
    idTokenGeneration: { claimsToAddOrOverride: idClaims, claimsToSuppress },
    accessTokenGeneration: { claimsToAddOrOverride: accessClaims, scopesToAdd, scopesToSuppress },
  };
  return event;
}
