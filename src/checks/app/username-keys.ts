import type { AppCheck } from './app-check';
import { walk } from '../../core/document/expressions';
import { keyParts } from '../rules/check';

/** A username can be chosen by its user, or be used again after the user is deleted. */
export const USERNAME_AS_KEY: AppCheck = {
  name: 'UsernameAsKey',
  finds: 'a table key that contains the username, which another user can take after the user is deleted',
  findings: ({ compilation, writers: { choosesUsernames } }) => ({
    warnings: keyParts(compilation).flatMap(({ path, part }) => {
      let found = false;
      walk(part, ({ op }) => { found ||= op === 'username'; });
      return found ? [{
        id: 'UsernameAsKey',
        path,
        message: `${choosesUsernames ? 'people choose their username when they sign up, so they choose the item; and ' : ''}after a user is deleted, `
          + 'another user can take the username and then gets this item',
        fix: 'prefer Value.sub()',
      }] : [];
    }),
  }),
};
