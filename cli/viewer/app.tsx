import { useCallback, useEffect, useState } from 'preact/hooks';
import { Connection } from './connection';
import { ErrorText } from './fields';
import { Header } from './header';
import { History } from './history';
import { Icon } from './icons';
import { IssueForm } from './issue-form';
import { Surroundings } from './notices';
import { requestOf } from './request';
import { Result } from './result';
import { goTo, PageLink, Section } from './section';
import { glanceOf, headline, SignInState } from './sign-in-state';
import { remember, remembered } from './storage';
import { useIssuing } from './use-issuing';
import { useServer } from './use-server';
import { useShown } from './use-shown';
import { Welcome } from './welcome';
import type { IssuanceSummary, ViewerIssuance } from '../src/viewer/contract';

export function App() {
  const shown = useShown();
  const [follow, setFollow] = useState(() => remembered<boolean>('session', 'follow') ?? false);
  const [news, setNews] = useState('');

  const server = useServer((summary: IssuanceSummary) => {
    if (follow && summary.id !== shown.issuance?.id) shown.choose(summary.id);
  });
  const { state } = server;
  const onIssued = useCallback((issuance: ViewerIssuance) => {
    server.addIssuance(summaryOf(issuance));
    shown.put(issuance);
    showMain();
  }, []);
  const issuing = useIssuing(server, onIssued);
  const { issuance } = shown;

  useEffect(() => {
    // Includes the time, as screen readers do not announce the same words twice.
    if (!issuance) return;
    const time = new Date(issuance.at).toLocaleTimeString();
    setNews(`${headline(issuance, shown.arrival)}, ${time}. ${issuance.error?.message ?? glanceOf(issuance)}`);
  }, [issuance]);

  const changeFollow = (chosen: boolean) => {
    setFollow(chosen);
    remember('session', 'follow', chosen);
  };
  const reuse = () => {
    if (issuance && state) issuing.setRequest(requestOf(issuance, state));
    goTo('issue');
  };

  return (
    <>
      <PageLink id="main" kind="skip">Skip to the tokens</PageLink>
      <PageLink id="issue" kind="skip">Skip to Issue again</PageLink>
      <Header state={state} issuing={issuing} />
      <Connection connection={server.connection} loaded={state !== undefined} onReconnect={server.reconnect} />
      {state && <Surroundings state={state} pool={issuing.target.pool} />}
      <p class="visually-hidden" role="status">{news}</p>
      <div class="columns">
        <main id="main" tabIndex={-1} aria-busy={shown.loading}>
          {shown.error && <FailedSignIn error={shown.error} latest={server.issuances[0]} onChoose={shown.choose} onDismiss={shown.dismissError} />}
          {issuance && <SignInState state={state} issuance={issuance} shown={shown} onReuse={reuse} />}
          {issuance && (shown.details || issuance.error) && <Result issuance={issuance} previous={shown.previous} />}
          {!issuance && !shown.loading && state && <Welcome state={state} />}
        </main>
        {state && (
          <aside class="side" aria-label="Issue again, and history">
            <Section id="issue" title="Issue again" hint="Without leaving the page, for any user.">
              <IssueForm state={state} issuing={issuing} />
            </Section>
            <Section id="history" title="History">
              <History state={state} issuances={server.issuances} shownId={issuance?.id} follow={follow}
                onFollow={changeFollow} onChoose={shown.choose} />
            </Section>
          </aside>
        )}
      </div>
    </>
  );
}

/** Scrolls to the tokens if the form has pushed them out of view, as on a phone. Otherwise the scroll position stays. */
function showMain(): void {
  const main = document.getElementById('main')?.getBoundingClientRect();
  if (main && main.bottom < window.innerHeight / 2) goTo('main');
}

interface FailedProps {
  readonly error: string;
  readonly latest?: IssuanceSummary;
  readonly onChoose: (id: string) => void;
  readonly onDismiss: () => void;
}

function FailedSignIn({ error, latest, onChoose, onDismiss }: FailedProps) {
  return (
    <div class="card denial">
      <h2><Icon name="cross" />That did not work</h2>
      <ErrorText alert>{error}</ErrorText>
      <div class="actions">
        {latest?.denied && <button type="button" class="button primary" onClick={() => onChoose(latest.id)}>Show the rule that denied it</button>}
        <button type="button" class="button" onClick={onDismiss}>Dismiss</button>
      </div>
    </div>
  );
}

function summaryOf({ id, at, pool, client, username, triggerSource, error }: ViewerIssuance): IssuanceSummary {
  return { id, at, pool, client, username, triggerSource, denied: error !== undefined };
}
