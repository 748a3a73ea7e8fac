import type { NameOf } from '../core/operators';
import type { Path } from '../core/operators/result';
import type { AuthorNode } from '../values/author-node';

/** An invalid path in a template. The message says what is expected. */
export interface PathError {
  readonly message: string;
}

/** The names that a path can start with, in addition to the names of sources. */
export const ROOTS = [
  'user', 'client', 'metadata', 'groups', 'scopes', 'trigger', 'pool', 'region', 'provider', 'now', 'element',
] as const;
export type Root = typeof ROOTS[number];

export function isRoot(name: string): name is Root {
  return (ROOTS as readonly string[]).includes(name);
}

/** The values of a user that are not attributes, by their name after `user.`. No attribute has such a name. */
const OF_USER = ['sub', 'email', 'username', 'verifiedEmail', 'verifiedPhoneNumber', 'iamRoles', 'preferredRole'] as const;

/** The value of a path that starts with a root. */
export function nodeOfPath(root: Root, path: Path): AuthorNode | PathError {
  const [first, ...rest] = path;
  switch (root) {
    case 'user':
      return typeof first === 'string'
        ? memberOf(ofUser(first), rest)
        : { message: "an attribute after 'user', as in user.email or user.custom:plan" };
    case 'metadata':
      return typeof first === 'string' && rest.length === 0
        ? { op: 'untrustedClientMetadata', args: [first] }
        : { message: "one key after 'metadata', as in metadata.theme" };
    case 'client': return named('clientId', 'id', root, path);
    case 'pool': return named('userPoolId', 'id', root, path);
    case 'trigger': return named('triggerSource', 'source', root, path);
    case 'provider': return named('identityProvider', 'name', root, path);
    case 'region':
    case 'now':
      return path.length === 0 ? { op: root } : { message: `nothing after '${root}'` };
    case 'groups':
    case 'scopes':
      return memberOf({ op: root }, path);
    case 'element':
      return { op: 'element', args: path.length === 0 ? [] : [path] };
  }
}

function ofUser(name: string): AuthorNode {
  const op = OF_USER.find(each => each === name);
  return op ? { op } : { op: 'userAttribute', args: [name] };
}

/** A root with one value, whose name may follow the root. */
function named(op: NameOf<'source'>, name: string, root: Root, path: Path): AuthorNode | PathError {
  return path.length === 0 || (path.length === 1 && path[0] === name) ? { op } : { message: `nothing or .${name} after '${root}'` };
}

function memberOf(node: AuthorNode, path: Path): AuthorNode {
  return path.length === 0 ? node : { op: 'property', args: [path], of: [node] };
}
