import { Badge } from './badge';
import { outcomeOf } from './outcomes';
import type { ExplainedRule } from '../src/tokens/model';

/** Shows a rule and its outcome. */
export function RuleDetails({ rule }: { readonly rule: ExplainedRule }) {
  return (
    <div class="rule">
      <p class="rule-title"><code>{rule.id}</code> <strong>{rule.summary}</strong></p>
      {rule.description && <p>{rule.description}</p>}
      <p><span class="label">Condition</span> {rule.condition ? <code>{rule.condition}</code> : 'none: always applies'}</p>
      <p><span class="label">Outcome</span> <OutcomeText rule={rule} /></p>
    </div>
  );
}

export function OutcomeText({ rule }: { readonly rule: ExplainedRule }) {
  const { tone, icon, text } = outcomeOf(rule.outcome);
  return (
    <>
      <Badge tone={tone} icon={icon}>{rule.outcome}</Badge>
      {rule.shadow && <>{' '}<Badge tone="info" icon="shadow">SHADOW</Badge></>}
      {' '}<span class="outcome-text">
        {rule.shadow ? `Only watched, without effect. It would be: ${text}` : text}
        {rule.reason && <> Reason: <code>{rule.reason}</code></>}
      </span>
    </>
  );
}
