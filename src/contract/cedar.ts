import type { Contract, TokenShape, ValueType } from './model';
import type { Json } from '../core/document/json';

/** True for identifiers of Cedar that are no reserved words. */
export function isCedarNamespace(text: string): boolean {
  return /^(?!.*(?:^|::)(?:true|false|if|then|else|in|is|like|has|__cedar)(?:::|$))[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*$/.test(text);
}

type Members = { readonly [member: string]: Json };

/**
 * A fragment of a Cedar schema: the claims of ID tokens as attributes of the principal, groups as its parents, and the claims of access tokens as a
 * type for `context.token`. Claims that Cedar cannot type are left out: those of several types, and lists and maps of unknown content.
 *
 * @see https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/cognito-map-token-to-schema.html
 */
export function cedarSchemaOf({ tokens }: Contract, namespace: string): Members {
  const idToken = tokens.find(({ token }) => token === 'ID');
  const access = tokens.filter(({ token }) => token === 'ACCESS');
  return {
    [namespace]: {
      commonTypes: {
        ...Object.fromEntries(access.map(shape => [shape.subject === 'USER' ? 'AccessToken' : 'MachineToken', recordOf(shape, SCOPE)])),
      },
      entityTypes: {
        User: { memberOfTypes: ['UserGroup'], shape: idToken ? recordOf(idToken, {}) : { type: 'Record', attributes: {} } },
        UserGroup: {},
      },
      actions: {},
    },
  };
}

/** Verified Permissions splits the scopes of an access token. */
const SCOPE: Members = { scope: { type: 'Set', element: { type: 'String' }, required: false } };

function recordOf({ claims }: TokenShape, others: Members): Members {
  // groups are parents of the principal
  const typed = claims.filter(({ claim, presence }) => presence !== 'NEVER' && claim !== 'cognito:groups').flatMap(({ claim, presence, type }) => {
    const cedar = type && cedarType(type);
    return cedar ? [[claim, { ...cedar, required: presence === 'ALWAYS' }] as const] : [];
  });
  return { type: 'Record', attributes: { ...others, ...Object.fromEntries(typed) } };
}

/** Undefined for values that Cedar cannot type. */
function cedarType({ types, values, elements, properties }: ValueType): Members | undefined {
  const [type, ...others] = types;
  if (others.length > 0) {
    return undefined;
  }
  switch (type) {
    case 'string': return { type: 'String' };
    // Cedar has no fractions
    case 'number': return values?.some(value => !Number.isInteger(value)) ? undefined : { type: 'Long' };
    case 'boolean': return { type: 'Boolean' };
    case 'list': {
      const element = elements && cedarType(elements);
      return element && { type: 'Set', element };
    }
    case 'map': return properties && recordType(properties);
    default: return undefined;
  }
}

/** A record that lacks a property would not accept it, so all have to be typed. */
function recordType(properties: NonNullable<ValueType['properties']>): Members | undefined {
  const typed = Object.entries(properties).map(([name, property]) => [name, cedarType(property), property.always] as const);
  return typed.every(([, cedar]) => cedar)
    ? { type: 'Record', attributes: Object.fromEntries(typed.map(([name, cedar, always]) => [name, { ...cedar!, required: always }])) } : undefined;
}
