import { Badge } from './badge';
import { Budgets } from './budgets';
import { claimsOf, countsOf, differs } from './changes';
import { ClaimsTable } from './claims-table';
import { CodeBlock } from './code-block';
import { CopyButton } from './copy-button';
import { Fold } from './fold';
import { RawToken } from './raw-token';
import type { ExplainedClaim } from '../src/tokens/model';
import type { ViewerIssuance, ViewerToken } from '../src/viewer/contract';

const TITLES = { ID: 'ID token', ACCESS: 'Access token' } as const;

interface Props {
  readonly kind: ExplainedClaim['token'];
  readonly token?: ViewerToken;
  readonly previous?: ViewerToken;
  readonly issuance: ViewerIssuance;
  readonly onlyChanges: boolean;
}

export function TokenPanel({ kind, token, previous, issuance, onlyChanges }: Props) {
  const title = TITLES[kind];
  if (!token) return <NoToken title={title} reason={absenceOf(kind, issuance)} />;
  const claims = claimsOf(kind, token, issuance.explanation.claims);
  const gone = Object.keys(previous?.claims ?? {}).filter((name) => !claims.some((claim) => claim.name === name));
  const shown = onlyChanges ? claims.filter((claim) => claim.change !== 'NONE' || differs(claim, previous?.claims)) : claims;
  return (
    <section class="card token" aria-labelledby={`${kind}-title`}>
      <div class="card-head">
        <h3 id={`${kind}-title`}>{title}</h3>
        <p class="counts">{countsOf(claims) || 'unchanged by the rules'}</p>
        <CopyButton text={token.raw} label="Copy token" name={`Copy token: ${title}`} />
      </div>
      {shown.length > 0
        ? (
          <ClaimsTable caption={`Claims of the ${title}, before and after the rules`} claims={shown} rules={issuance.explanation.rules}
            previous={previous?.claims} />
        )
        : <p class="empty">The rules changed nothing in this token.</p>}
      <div class="token-foot">
        {gone.length > 0 && <p class="since"><strong>Only in the previous issuance:</strong> <code>{gone.join(', ')}</code></p>}
        {token.verified
          ? <p><Badge tone="good" icon="check">Signature verified</Badge> against the published key set</p>
          : <p><Badge tone="bad" icon="cross">Signature not verified</Badge> against the published key set</p>}
        <Budgets token={token} />
        <RawToken raw={token.raw} title={title} />
        <Fold title="Header"><CodeBlock name={`Header of the ${title}`}>{JSON.stringify(token.header, null, 2)}</CodeBlock></Fold>
      </div>
    </section>
  );
}

function NoToken({ title, reason }: { readonly title: string; readonly reason: string }) {
  return <section class="card token"><div class="card-head"><h3>{title}</h3></div><p class="empty">{reason}</p></section>;
}

function absenceOf(kind: ExplainedClaim['token'], { username, scopes }: ViewerIssuance): string {
  if (kind === 'ACCESS') return 'There is no access token.';
  if (username === undefined) return 'There is no ID token: client credentials give an access token only.';
  return scopes.includes('openid') ? 'There is no ID token.' : 'There is no ID token: the scope openid was not asked for.';
}
