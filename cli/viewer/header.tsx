import { ErrorText } from './fields';
import { hasCodeGrant } from './request';
import { ClientPicker, PoolPicker } from './target-pickers';
import { ThemePicker } from './theme';
import type { Issuing } from './use-issuing';
import type { ViewerState } from '../src/viewer/contract';

export function Header({ state, issuing }: { readonly state?: ViewerState; readonly issuing: Issuing }) {
  return (
    <header class="header">
      <div class="header-row">
        <h1><span class="brand">TokenEnricher</span> <span class="product">Token viewer</span></h1>
        {state && <SignIn state={state} issuing={issuing} />}
        <ThemePicker />
      </div>
    </header>
  );
}

function SignIn({ state, issuing }: { readonly state: ViewerState; readonly issuing: Issuing }) {
  const reason = reasonAgainst(issuing);
  return (
    <form class="sign-in" aria-label="Sign in" onSubmit={(event) => {
      event.preventDefault();
      if (!reason) void issuing.login();
    }}>
      <PoolPicker state={state} issuing={issuing} />
      <ClientPicker issuing={issuing} />
      <button type="submit" class="button primary" disabled={reason !== undefined} aria-describedby={reason ? 'login-reason' : undefined}>
        Login
      </button>
      {reason && <p id="login-reason" class="hint reason">{reason}</p>}
      {issuing.loginError && <ErrorText alert>{issuing.loginError}</ErrorText>}
    </form>
  );
}

function reasonAgainst({ target: { pool, client } }: Issuing): string | undefined {
  if (!pool) return 'The app has no user pool.';
  if (!client) return 'This user pool has no app client.';
  return hasCodeGrant(client) ? undefined : 'This app client has no authorization code grant, so nobody can log in with it.';
}
