import { OPERATORS, type OperatorName } from '../core/operators';
import type { Operator } from '../core/operators/operator';

/** Names of operators in other products, so that users of these products find them. */
export const PEER_NAMES: { readonly [name in OperatorName]?: readonly string[] } = {
  userAttribute: ['User attribute', 'User property', 'user.firstName', 'appuser.department', 'user.public_metadata', 'extension attribute'],
  federatedAttribute: ['idpuser.department', 'findDirectoryUser', 'Attribute importer'],
  idpList: ['multivalued attribute'],
  sub: ['Subject (sub)', 'user.id', 'objectid'],
  email: ['user.email', 'user.primary_email_address', 'user.mail'],
  verifiedEmail: ['user.email_verified'],
  username: ['User property', 'user.login', 'user.username', 'user.userprincipalname'],
  groups: ['Group membership', 'User realm role', 'user.getGroups', 'user.groups'],
  identityProvider: ['user session note identity_provider', 'identityProvider'],
  scopes: ['access.scope', 'optional client scope'],
  clientId: ['app.clientId', 'azp', 'application.appid'],
  userPoolId: ['org.name', 'company.tenantid'],
  now: ['Time.now', 'GetCurrentDateTime'],
  attribute: ['appuser.attribute', 'user.getLinkedObject', 'getManagerUser', 'organization_membership.custom_attributes', 'claims provider'],
  items: ['organization memberships', 'getFilteredGroups of a directory'],
  count: [],
  exists: ['DoesClaimExist', 'hasDirectoryUser'],
  literal: ['Hardcoded claim', 'Hardcoded role', 'constant value', 'static value', 'CreateStringClaim'],
  template: ['String.append', 'Join', "User's full name", 'FormatStringClaim', 'FormatStringMultipleClaims', 'shortcode', 'string interpolation'],
  firstOf: ['?:', 'IfEmpty', '{{a || b}}', 'default'],
  choose: ['? :', 'Contains', 'StartWith', 'EndWith', 'IfNotEmpty', 'String.stringSwitch', 'SetClaimsIfStringsMatch'],
  listOf: ['Arrays.add', 'AddItemToStringCollection', 'AddParameterToStringCollection'],
  objectOf: ['User address', 'dot path in a claim name', 'GenerateJson', 'object in a template'],
  upper: ['String.toUpperCase', 'ToUppercase', 'ChangeCase', 'upcase'],
  lower: ['String.toLowerCase', 'ToLowercase', 'ChangeCase', 'downcase'],
  trim: ['strip'],
  before: ['String.substringBefore', 'ExtractMailPrefix', 'Extract before'],
  after: ['String.substringAfter', 'ParseDomain', 'Extract after'],
  urlEncode: ['encodeURIComponent', 'url_encode'],
  urlDecode: ['url_decode', 'decodeURIComponent'],
  split: ['StringSplit'],
  between: ['Extract between'],
  substring: ['String.substring', 'StringSubstring', 'Substring fixed length', 'Substring to end of string', 'slice'],
  replace: ['String.replace', 'String.removeSpaces', 'StringReplace', 'replaceAll', 'remove'],
  withPrefix: ['prepend', 'full group path'],
  withoutPrefix: ['removePrefix'],
  withSuffix: ['String.append', 'append'],
  sha256: ['Hash', 'Pairwise subject identifier'],
  matches: ['matches (Okta)', 'regex', 'SetClaimsIfRegexMatch'],
  containsMatch: ['find'],
  extract: ['RegexReplace', 'ExtractAlpha', 'ExtractNumeric', 'Regex.extract'],
  replacePattern: ['RegexReplace'],
  filterPattern: ['group filter by regex', 'isMemberOfGroupNameRegex'],
  toNumber: ['Convert.toInt', 'Convert.toNum', 'JSON type int', 'JSON type long'],
  round: ['Convert.toInt'],
  toBoolean: ['JSON type boolean'],
  asString: ['JSON type String', 'ConvertNumberToStringClaim'],
  join: ['String.join', 'Arrays.toCsvString', 'StringJoin', 'Join'],
  mapEach: ['projection .![name]', 'Role name mapper', 'TreatAsMultiValue'],
  filter: ['selection .?[active]', 'Arrays.remove', 'Groups.contains', 'group filter by contains'],
  filterPrefix: ['Groups.startsWith', 'isMemberOfGroupNameStartsWith', 'User client role', 'group filter by prefix'],
  filterSuffix: ['Groups.endsWith', 'group filter by suffix'],
  filterOneOf: ['getFilteredGroups', 'static allowlist'],
  filterOneOfValue: ['Arrays.intersection', 'intersect', 'inner join'],
  filterNoneOfValue: ['Arrays.remove', 'except', 'difference of two lists'],
  unique: ['distinct', 'uniq'],
  limit: ['Groups.contains with a limit'],
  flatten: ['Arrays.flatten'],
  at: ['Arrays.get', 'GetSingleItemFromStringCollection'],
  first: ['Arrays.get', 'single value of a multivalued mapper'],
  last: ['Arrays.get'],
  size: ['Arrays.size', 'Arrays.isEmpty', 'String.len', 'length'],
  lookup: ['LookupValue', 'Iso3166Convert', 'Role name mapper', "{'a': 'b'}[user.role]", 'GetMappedValueFromLocalizedCollection'],
  property: ['GetClaimFromJson', 'GetSingleItemFromJson', 'dot notation'],
  pickProperties: ['pick', 'projection', 'object in a template'],
  propertyNames: ['keys', 'Object.keys'],
  propertyValues: ['values', 'Object.values'],
  parseJson: ['GetClaimFromJson', 'JSON type JSON', 'from_json'],
  toJson: ['GenerateJson', 'CreateJsonArray', 'to_json'],
  toEpochSeconds: ['Time.fromIso8601ToUnix', 'DateTimeComparison'],
  toRfc3339: ['Time.fromUnixToIso8601', 'Time.now'],
  formatDate: ['Time.now(zone, format)', 'Time.fromIso8601ToString', 'strftime'],
  parseDate: ['Time.fromStringToIso8601', 'ConvertDateToDateTimeClaim'],
  assumeTrusted: ['trusted_metadata'],
  isPresent: ['DoesClaimExist', 'IfNotEmpty', '!= null'],
  isEqualTo: ['==', 'CompareClaimToValue', 'CompareBooleanClaimToValue'],
  isOneOf: ['SetClaimsIfStringsMatch'],
  isEqualToValue: ['==', 'CompareClaims', 'AssertStringClaimsAreEqual'],
  startsWith: ['String.startsWith', 'StartWith'],
  endsWith: ['EndWith'],
  contains: ['String.stringContains', 'StringContains', 'Contains'],
  hasMember: ['Arrays.contains', 'StringCollectionContains', 'StringCollectionContainsClaim'],
  isAtLeast: ['>='],
  isAtMost: ['<='],
  isGreaterThan: ['>', 'AssertDateTimeIsGreaterThan', 'DateTimeComparison'],
  isLessThan: ['<', 'DateTimeComparison'],
  isTrue: ['CompareBooleanClaimToValue', 'AssertBooleanClaimIsEqualToValue'],
  all: ['AND', 'AndClaims'],
  any: ['OR', 'OrClaims'],
  none: ['!', 'NotClaims', '!='],
  inGroup: ['isMemberOfGroupName', 'isMemberOfGroup', 'isMemberOfAnyGroup', 'scoped groups of a claim condition'],
  hasScope: ['optional client scope', 'conditions.scopes', 'access.scope'],
  client: ['mapper of a client', 'app.clientId'],
  machine: ['service account', 'machine to machine'],
  user: ['user type any'],
  hasFederatedIdentity: ['user type', 'hasDirectoryUser', 'external guests'],
};

interface Known {
  readonly name: string;
  readonly operator: Operator;
}

/**
 * A hint if the text starts with the name that another product has for an operator; undefined if not. These names are not part of the grammar,
 * as they can contain dots, spaces and other characters.
 *
 * @param text the rest of the template, from the unknown name on
 * @param short true to also match the last part of a name, such as `toUpperCase` of `String.toUpperCase`
 */
export function knownElsewhere(text: string, short = false): string | undefined {
  const found = [...OPERATORS.values()].flatMap(operator => namesOf(operator.name, short).map((name): Known => ({ name, operator })))
    .filter(({ name }) => startsWith(text, name));
  const longest = Math.max(...found.map(({ name }) => name.length));
  const meant = found.filter(({ name }) => name.length === longest);
  return meant.length === 0 ? undefined : `; ${text.slice(0, longest)} is ${nameAll([...new Set(meant.map(({ operator }) => operator))])}`;
}

function namesOf(operator: OperatorName, short: boolean): readonly string[] {
  const peers = PEER_NAMES[operator] ?? [];
  return short ? peers.flatMap(peer => [peer, ...(/^[\w.]+\.(\w+)$/.exec(peer) ?? []).slice(1)]) : peers;
}

/** True if the text starts with the name, and the name does not end inside a word. */
function startsWith(text: string, name: string): boolean {
  return text.toLowerCase().startsWith(name.toLowerCase()) && !(/\w$/.test(name) && /^\w/.test(text.slice(name.length)));
}

function nameAll(operators: readonly Operator[]): string {
  const quoted = (each: readonly Operator[]): string => each.map(({ name }) => `'${name}'`).join(' or ');
  const transforms = operators.filter(({ template }) => template);
  const others = operators.filter(({ template }) => !template);
  return [
    ...transforms.length > 0 ? [`${quoted(transforms)} here`] : [],
    ...others.length > 0 ? [transforms.length > 0 ? `or ${quoted(others)}` : `${quoted(others)} here`, 'which is not available as a transform in templates'] : [],
  ].join(', ');
}
