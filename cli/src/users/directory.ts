import { membershipOf } from './groups';
import type { User, UsersFile } from './model';
import { findUser, usersOf } from './users';
import type { Pool } from '../app/model';
import { isEqualSecret } from '../http/secrets';

type Edit = Partial<Pick<User, 'attributes' | 'groups' | 'password' | 'temporaryPassword'>>;

/** The users of this run: those of the file, with what was changed since. Nothing is written back. */
export class Directory {
  private readonly edits = new Map<string, Edit>();

  constructor(private file: UsersFile) {}

  /** Takes over a file that was changed: of users that are another now, what was edited before is gone. */
  public replace(file: UsersFile): void {
    const before = this.file;
    this.file = file;
    for (const key of this.edits.keys()) {
      const name = key.slice(key.indexOf('/') + 1);
      if (JSON.stringify(before.users[name]) !== JSON.stringify(file.users[name])) {
        this.edits.delete(key);
      }
    }
  }

  public users(pool: Pool): ReadonlyMap<string, User> {
    return new Map([...usersOf(this.file, pool)].map(([name, user]) => [name, edited(user, this.edits.get(keyOf(pool, name)), pool)]));
  }

  /** By the username, or by an attribute that the pool lets users sign in with. */
  public find(pool: Pool, name: string): User | undefined {
    return findUser(this.users(pool), pool, name);
  }

  public bySub(pool: Pool, sub: string): User | undefined {
    return [...this.users(pool).values()].find(({ attributes }) => attributes.sub === sub);
  }

  /** In the same time for everybody, also for nobody. */
  public hasPassword(user: User | undefined, password: string): boolean {
    const isEqual = isEqualSecret(password, user?.password ?? '');
    return isEqual && user?.password !== undefined && user.password !== '';
  }

  /** The user, with the new password and no longer with a temporary one. */
  public setPassword(pool: Pool, user: User, password: string): User {
    const attributes = { ...user.attributes, 'cognito:user_status': 'CONFIRMED' };
    this.edit(pool, user, { password, temporaryPassword: false, attributes });
    return this.users(pool).get(user.name)!;
  }

  public edit(pool: Pool, { name }: User, edit: Edit): void {
    const key = keyOf(pool, name);
    this.edits.set(key, { ...this.edits.get(key), ...edit });
  }
}

/** Roles follow from groups. */
function edited(user: User, edit: Edit | undefined, pool: Pool): User {
  if (!edit?.groups) {
    return { ...user, ...edit };
  }
  const { preferredRole: _preferredRole, ...others } = user;
  return { ...others, ...edit, ...membershipOf(edit.groups, pool) };
}

function keyOf(pool: Pool, name: string): string {
  return `${pool.id}/${name}`;
}
