import { PASSWORD } from './sign-in-page';
import type { Users } from '../../src';

/** Users of the app `seeds`. */
export const SEED_USERS: Users = {
  users: {
    jane: {
      password: PASSWORD,
      attributes: {
        'email': 'jane@amazon.com', 'email_verified': 'true', 'name': 'Jane Doe', 'custom:membership': 'Premium', 'custom:location': 'USA',
      },
    },
    john: { password: PASSWORD, attributes: { 'email': 'john@example.com', 'email_verified': 'true', 'custom:membership': 'Basic' } },
    newcomer: { password: 'Temporary1!', temporaryPassword: true, attributes: { email: 'newcomer@example.com' } },
  },
  items: { UserInfoTable: [{ userName: 'jane', projects: 'apollo,gemini' }, { userName: 'john', projects: 'mercury' }] },
};

/** Users of the app `shop`. Jane's item has her `sub` as the key. */
export const SHOP_USERS: Users = {
  users: {
    jane: {
      password: PASSWORD,
      attributes: { 'sub': '7f0e0d8e-5f0b-4f6d-9a0e-3a1c9b6f2d11', 'email': 'jane@example.com', 'email_verified': 'true', 'custom:tenant': 'acme' },
      groups: ['admins'],
    },
    mallory: { password: PASSWORD, attributes: { email: 'mallory@example.com' }, groups: ['suspended'] },
    newcomer: { password: 'Temporary1!', temporaryPassword: true, attributes: { email: 'newcomer@example.com' } },
  },
  items: { Accounts: [{ id: '7f0e0d8e-5f0b-4f6d-9a0e-3a1c9b6f2d11', plan: 'gold' }] },
};
