import { buildEvent } from '../cognito/build-event';
import { MACHINE_TRIGGER_SOURCE } from '../cognito/token-request';
import type { Expression, RulesetDocument } from '../document/document';
import { collect, expressionsOf } from '../document/expressions';
import type { Json } from '../document/json';

const TEXT = 'rehearsal';
/** Of attributes and groups that rules name. */
const NAMES = 200;

/**
 * An event of nobody, with what the rules name, that is answered before the first event: V8 compiles functions when they run first, and Lambda
 * gives all of its CPU while it initializes, and a share of it later.
 */
export function rehearsalOf(document: RulesetDocument): { readonly [member: string]: Json } {
  const rules = document.rules.filter(({ mode }) => mode !== 'DISABLED');
  const expressionsWhere = (isWanted: (kind: string) => boolean): readonly Expression[] =>
    rules.filter(({ kind }) => isWanted(kind)).flatMap(rule => expressionsOf(rule).map(([, expression]) => expression));
  const attributes = collect(expressionsWhere(() => true), ({ op, args = [] }) => op === 'userAttribute' ? [String(args[0])] : []);
  // who is in a group that no token is for reads nothing
  const groups = collect(expressionsWhere(kind => kind !== 'deny'), ({ op, of = [] }) => op === 'inGroup' ? of.map(({ args = [] }) => String(args[0])) : []);
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
