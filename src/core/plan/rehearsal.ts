import { buildEvent, MACHINE_TRIGGER_SOURCE } from '../cognito/token-request';
import type { Expression, RulesetDocument } from '../document/document';
import { collect, expressionsOf } from '../document/expressions';
import type { Json } from '../document/json';

const TEXT = 'rehearsal';
/** Maximum number of attributes, and of groups, in the event. */
const NAMES = 200;

/**
 * Builds a synthetic event, with the attributes and groups that the rules use, which is processed before the first real event. V8 compiles
 * functions on their first run, and Lambda provides full CPU only during initialization.
 */
export function rehearsalOf(document: RulesetDocument): { readonly [member: string]: Json } {
  const rules = document.rules.filter(({ mode }) => mode !== 'DISABLED');
  const expressionsWhere = (isWanted: (kind: string) => boolean): readonly Expression[] =>
    rules.filter(({ kind }) => isWanted(kind)).flatMap(rule => expressionsOf(rule).map(([, expression]) => expression));
  const attributes = collect(expressionsWhere(() => true), ({ op, args }) => op === 'userAttribute' ? [String(args![0])] : []);
  // leaves out the groups of DenyRules, as a denied token reads no tables
  const groups = collect(expressionsWhere(kind => kind !== 'deny'), ({ op, of }) => op === 'inGroup' ? of!.map(({ args }) => String(args![0])) : []);
  const isForUsers = rules.length === 0 || rules.some(({ subjects }) => subjects.includes('USER'));
  return buildEvent(document.triggerVersion, {
    triggerSource: isForUsers ? 'TokenGeneration_HostedAuth' : MACHINE_TRIGGER_SOURCE,
    region: '',
    userPoolId: '',
    userName: TEXT,
    clientId: '',
    userAttributes: {
      ...Object.fromEntries([...attributes].slice(0, NAMES).map(name => [name, TEXT])),
      'sub': '00000000-0000-4000-8000-000000000000',
      'cognito:user_status': 'CONFIRMED',
      'email': 'rehearsal@example.com',
      'email_verified': 'true',
    },
    groups: [TEXT, ...[...groups].slice(0, NAMES)],
    iamRoles: [],
    scopes: ['openid'],
  }) as { readonly [member: string]: Json };
}
