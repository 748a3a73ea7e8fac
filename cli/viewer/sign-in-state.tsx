import { countsOf } from './changes';
import { Icon } from './icons';
import { outcomeOf } from './outcomes';
import { Time } from './time';
import type { Arrival, Shown } from './use-shown';
import type { ExplainedClaim } from '../src/tokens/model';
import type { ViewerIssuance, ViewerState } from '../src/viewer/contract';

interface Props {
  readonly state?: ViewerState;
  readonly issuance: ViewerIssuance;
  readonly shown: Shown;
  readonly onReuse: () => void;
}

/** Shows the subject of the tokens, and a button to show their content. */
export function SignInState({ state, issuance, shown, onReuse }: Props) {
  const details = [clientPath(state, issuance), issuance.triggerSource].filter(Boolean);
  return (
    <section class={`card signed-in ${issuance.error ? 'denied' : ''}`} aria-labelledby="signed-in-title">
      <div>
        <h2 id="signed-in-title" tabIndex={-1}><Icon name={issuance.error ? 'cross' : 'check'} />{headline(issuance, shown.arrival)}</h2>
        <p class="hint">{details.join(' · ')} · <Time at={issuance.at} /></p>
        {shown.details && !issuance.error && <p class="glance">{glanceOf(issuance)}</p>}
      </div>
      <div class="actions">
        {!shown.details && !issuance.error && <button type="button" class="button primary" onClick={shown.showDetails}>Show token details</button>}
        <button type="button" class="button" onClick={onReuse}>Edit and issue again</button>
      </div>
    </section>
  );
}

export function headline({ error, username, triggerSource }: ViewerIssuance, arrival: Arrival): string {
  if (error) return username === undefined ? 'Denied to the client' : `Denied to ${username}`;
  if (username === undefined) return 'Tokens of the client itself';
  return triggerSource === 'TokenGeneration_HostedAuth' && arrival !== 'ISSUED' ? `Signed in as ${username}` : `Tokens of ${username}`;
}

export function glanceOf({ idToken, accessToken, explanation: { claims, rules } }: ViewerIssuance): string {
  const of = (kind: ExplainedClaim['token']) => countsOf(claims.filter(({ token }) => token === kind)) || 'unchanged';
  const doubtful = rules.filter(({ outcome, shadow }) => !shadow && outcomeOf(outcome).tone === 'warn').length;
  return [
    idToken && `ID token: ${of('ID')}`,
    accessToken && `Access token: ${of('ACCESS')}`,
    doubtful === 1 && '1 rule could not do what it says',
    doubtful > 1 && `${doubtful} rules could not do what they say`,
  ].filter(Boolean).map((sentence) => `${sentence}.`).join(' ');
}

function clientPath(state: ViewerState | undefined, { pool, client }: ViewerIssuance): string {
  return state?.pools.find(({ id }) => id === pool)?.clients.find(({ id }) => id === client)?.path ?? client;
}
