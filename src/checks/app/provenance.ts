import type { AppCheck } from './app-check';
import { isTrusted, levelOf } from './levels';
import { fixesFor } from './provenance-fixes';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { contributionsTo, type Contribution, type ProvenanceContext } from '../../analysis/provenance';
import { writePathsOf, type WritePath, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Level } from '../../core/document/document';
import type { Problem, Warning } from '../../problems/problems';

/** Values in access decisions that users, callers or identity providers control. */
export const PROVENANCE: AppCheck = {
  name: 'Provenance',
  finds: 'an access decision that depends on a value that users, callers or identity providers control',
  findings: app => {
    const { writers, compilation: { document } } = app;
    const decisions = accessDecisionsOf(document);
    return {
      problems: decisions.flatMap(decision => problemsOf(decision, document, writers)),
      warnings: unseenWriters(decisions, document, writers),
    };
  },
};

/** One problem for each value and path, however often the value occurs there. */
function problemsOf(decision: AccessDecision, context: ProvenanceContext, writers: PoolWriters | undefined): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const part of contributionsTo(decision.expression, context)) {
    const level = levelOf(part, writers);
    if (!isTrusted(level)) {
      const given = `${describe(part)}: ${who(part, level!, writers)}`;
      found.set(given, {
        check: 'Provenance',
        path: decision.path,
        given,
        allowed: `a value that the operator controls, as the rule decides about ${decision.decides}`,
        fix: oneOf(fixesFor(part, writers)),
      });
    }
  }
  return [...found.values()];
}

function oneOf(fixes: readonly string[]): string {
  return fixes.length === 1 ? fixes[0] : `one of:${fixes.map(fix => `\n           - ${fix}`).join('')}`;
}

/** The value, and the source keys through which it influences the result. */
export function describe({ expression: { op, args = [] }, sources }: Contribution): string {
  // declarations of types and lengths are objects, and are left out
  const constants = args.filter(arg => Array.isArray(arg) || typeof arg !== 'object')
    .map(arg => typeof arg === 'string' ? `'${arg}'` : Array.isArray(arg) ? arg.join('.') : String(arg)).join(', ');
  const way = sources.map(name => ` -> key of the source '${name}'`).reverse().join('');
  return `${op}(${constants})${way}`;
}

function who({ attribute, control }: Contribution, level: Level, writers: PoolWriters | undefined): string {
  if (attribute !== undefined) {
    return level === 'PROVIDER'
      ? `the identity provider ${writers!.mapped.get(attribute)!.map(name => `'${name}'`).join(' and ')} sets it`
      : `users can write it${describeWritePaths(attribute, writers)}`;
  }
  switch (control) {
    case 'table': return 'users can write it, as userWritable declares';
    case 'metadata': return 'the caller sets it, and Amazon Cognito does not validate it';
    default: return 'the caller chooses it';
  }
}

const WRITE_PATHS: Record<WritePath['kind'], (clients: string) => string> = {
  SIGN_UP: clients => `at sign-up, through ${clients}`,
  UPDATE: clients => `with UpdateUserAttributes, as tokens of ${clients} can have the scope aws.cognito.signin.user.admin`,
  FIRST_PASSWORD: clients => `when they set their first password, if it has no value yet, through ${clients}`,
};

function describeWritePaths(attribute: string, writers: PoolWriters | undefined): string {
  if (writers?.declared) {
    return !writers.unseen && writers.clients.length > 0 ? ', as poolFacts.userWritableAttributes declares' : '';
  }
  const open = writers ? writePathsOf(attribute, writers) : [];
  const kinds = [...new Set(open.map(({ kind }) => kind))];
  const paths = kinds.map(kind => WRITE_PATHS[kind](open.filter(each => each.kind === kind).map(({ client }) => client).join(', ')));
  return paths.length > 0 ? ` ${paths.join('; ')}` : '';
}

/** A warning if an access decision depends on an attribute, and the app clients that could write it are not known. */
function unseenWriters(decisions: readonly AccessDecision[], context: ProvenanceContext, writers: PoolWriters | undefined): readonly Warning[] {
  const unseen = decisions.find(({ expression }) => contributionsTo(expression, context).some(part => levelOf(part, writers) === undefined));
  return unseen ? [{
    id: 'UnseenWriters',
    path: unseen.path,
    message: 'the rule decides about access by a user attribute, but the app does not create the user pool with its app clients: '
      + 'make sure that no app client may write the attribute, and declare the writable attributes in poolFacts',
  }] : [];
}
