import { useId, useState } from 'preact/hooks';
import { ChangeBadge } from './badge';
import { differs, partsOf } from './changes';
import { ClaimParts, ClaimValue } from './claim-value';
import { RuleDetails } from './rule-details';
import type { Claims, ExplainedClaim, ExplainedRule } from '../src/tokens/model';

interface Props {
  readonly caption: string;
  readonly claims: readonly ExplainedClaim[];
  readonly rules: readonly ExplainedRule[];
  /** Claims of the previously shown token. */
  readonly previous?: Claims;
}

/** Sets all ARIA roles explicitly, because the narrow layout overrides the table's `display`, which removes the implicit roles. */
export function ClaimsTable({ caption, claims, rules, previous }: Props) {
  return (
    <div class="table-box">
      <table class="claims stacks" role="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Claim</th>
            <th role="columnheader" scope="col">Before</th>
            <th role="columnheader" scope="col">After</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {claims.map((claim) => (claim.change === 'NONE'
            ? <UnchangedClaim key={claim.name} claim={claim} previous={previous} />
            : <ChangedClaim key={claim.name} claim={claim} rules={rules} previous={previous} />))}
        </tbody>
      </table>
    </div>
  );
}

function UnchangedClaim({ claim, previous }: { readonly claim: ExplainedClaim; readonly previous?: Claims }) {
  return (
    <tr role="row" class="unchanged">
      <th role="rowheader" scope="row"><code>{claim.name}</code></th>
      <td role="cell" colSpan={2}>
        {claim.name === 'scope' ? <ClaimParts claim={claim} /> : <ClaimValue name={claim.name} value={claim.after} />}
        <Since claim={claim} previous={previous} />
      </td>
    </tr>
  );
}

function ChangedClaim({ claim, rules, previous }: { readonly claim: ExplainedClaim } & Pick<Props, 'rules' | 'previous'>) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { change, name } = claim;
  const by = claim.rules.map((place) => rules.find((rule) => rule.id === place) ?? place);
  return (
    <>
      <tr role="row" class={`claim ${change.toLowerCase()}`}>
        <th role="rowheader" scope="row">
          <code>{name}</code>
          <span class="claim-marks">
            {change !== 'NONE' && <ChangeBadge change={change} />}
            {by.length > 0 && (
              <button type="button" class="by" aria-expanded={open} aria-controls={open ? id : undefined}
                aria-label={`Rules of ${name}: ${claim.rules.join(', ')}`} onClick={() => setOpen(!open)}>
                {claim.rules.join(', ')}
              </button>
            )}
          </span>
        </th>
        <td role="cell" class="before"><span class="cell-label">Before</span><div class="cell"><BeforeValue claim={claim} /></div></td>
        <td role="cell" class="after">
          <span class="cell-label">After</span>
          <div class="cell"><AfterValue claim={claim} /><Since claim={claim} previous={previous} /></div>
        </td>
      </tr>
      {open && (
        <tr role="row" id={id} class={`claim-rules ${change.toLowerCase()}`}>
          <td role="cell" colSpan={3}>
            {by.map((rule) => (typeof rule === 'string' ? <p key={rule}><code>{rule}</code></p> : <RuleDetails key={rule.id} rule={rule} />))}
          </td>
        </tr>
      )}
    </>
  );
}

function Since({ claim, previous }: { readonly claim: ExplainedClaim; readonly previous?: Claims }) {
  if (!differs(claim, previous)) return null;
  return <p class="since"><strong>Previous issuance:</strong> <ClaimValue name={claim.name} value={previous?.[claim.name]} /></p>;
}

function BeforeValue({ claim }: { readonly claim: ExplainedClaim }) {
  if (claim.name === 'scope') return <ClaimParts claim={{ ...claim, after: claim.before }} />;
  return <ClaimValue name={claim.name} value={claim.before} />;
}

function AfterValue({ claim }: { readonly claim: ExplainedClaim }) {
  if (claim.change === 'CHANGED' && partsOf(claim)) return <ClaimParts claim={claim} />;
  return <ClaimValue name={claim.name} value={claim.after} />;
}
