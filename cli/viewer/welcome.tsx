import type { ViewerState } from '../src/viewer/contract';

/** Shown before the first tokens. */
export function Welcome({ state }: { readonly state: ViewerState }) {
  const users = state.pools.flatMap((pool) => pool.users);
  return (
    <section class="card welcome" aria-labelledby="welcome-title">
      <h2 id="welcome-title">See what your rules do to a token</h2>
      <ol>
        <li>
          {users.length === 0
            ? <>Add a user to <code>{state.usersFile}</code>. There is none yet.</>
            : <>Choose <strong>Login</strong> and sign in as a user of <code>{state.usersFile}</code>, such as <code>{users[0].username}</code>.</>}
        </li>
        <li>Choose <strong>Show token details</strong> to see the ID token and the access token, before and after the rules.</li>
        <li>Change an attribute, a group or an item of a table under <strong>Issue again</strong>, and compare.</li>
      </ol>
    </section>
  );
}
