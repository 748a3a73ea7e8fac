import { membershipOf } from './groups';
import type { User, UsersFile } from './model';
import { findUser, usersOf } from './users';
import type { Pool } from '../app/model';
import { isEqualSecret } from '../http/secrets';

type Edit = Partial<Pick<User, 'attributes' | 'groups' | 'password' | 'temporaryPassword'>>;

/** The users of this run: those of the file, with the changes since then. Nothing is written back. */
export class Directory {
  private readonly edits = new Map<string, Edit>();

  constructor(private file: UsersFile) {}

  /** Applies a changed file. Edits of users whose entry in the file changed are lost. */
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

  /** Finds a user by the username, or by an attribute that users of the pool sign in with. */
  public find(pool: Pool, name: string): User | undefined {
    return findUser(this.users(pool), pool, name);
  }

  public bySub(pool: Pool, sub: string): User | undefined {
    return [...this.users(pool).values()].find(({ attributes }) => attributes.sub === sub);
  }

  /** Takes the same time for every user, and for an unknown one. */
  public hasPassword(user: User | undefined, password: string): boolean {
    const isEqual = isEqualSecret(password, user?.password ?? '');
    return isEqual && user?.password !== undefined && user.password !== '';
  }

  /** Sets a permanent password. Returns the changed user. */
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

/** Applies an edit. Roles follow from groups. */
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
