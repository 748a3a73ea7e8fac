import { Icon } from './icons';
import { isDenying } from './outcomes';
import { RuleDetails } from './rule-details';
import type { ViewerIssuance } from '../src/viewer/contract';

export function Denial({ issuance: { error, explanation } }: { readonly issuance: ViewerIssuance }) {
  if (!error) return null;
  const denying = explanation.rules.filter(isDenying);
  return (
    <section class="card denial" aria-labelledby="denial-title">
      <h3 id="denial-title"><Icon name="cross" />No tokens were issued</h3>
      <p class="label">The user sees</p>
      <blockquote>{error.message}</blockquote>
      <p class="hint">Amazon Cognito reports <code>{error.code}</code>.</p>
      {denying.length > 0 && (
        <>
          <p class="label">{denying.length === 1 ? 'The rule that denied the token' : 'The rules that denied the token'}</p>
          {denying.map((rule) => <RuleDetails key={rule.id} rule={rule} />)}
        </>
      )}
    </section>
  );
}
