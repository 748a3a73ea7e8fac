import { useId } from 'preact/hooks';
import { Icon } from './icons';
import type { ViewerToken } from '../src/viewer/contract';

export function Budgets({ token }: { readonly token: ViewerToken }) {
  return (
    <div class="budgets">
      <p><strong>{token.bytes.toLocaleString()} bytes</strong>{token.budgets.length > 0 && ', of what consumers take:'}</p>
      {token.budgets.map(({ name, bytes }) => <Budget key={name} name={name} bytes={bytes} used={token.bytes} />)}
    </div>
  );
}

function Budget({ name, bytes, used }: { readonly name: string; readonly bytes: number; readonly used: number }) {
  const id = useId();
  const share = bytes > 0 ? Math.round(used / bytes * 100) : 100;
  return (
    <div class="budget">
      <label for={id}>{name}</label>
      <meter id={id} min={0} max={Math.max(bytes, 1)} low={bytes * 0.7} high={bytes * 0.9} optimum={0} value={Math.min(used, bytes)}
        aria-valuetext={`${share} % of ${bytes} bytes`}>{share} %</meter>
      <span class="share">
        {share} % of {bytes.toLocaleString()}
        {used > bytes && <strong class="over"><Icon name="warning" />{(used - bytes).toLocaleString()} bytes over</strong>}
      </span>
    </div>
  );
}
