import { Icon, type IconName } from './icons';
import type { ExplainedClaim } from '../src/tokens/model';

export type Tone = 'good' | 'changed' | 'bad' | 'warn' | 'quiet' | 'info';

export function Badge({ tone, icon, children }: { readonly tone: Tone; readonly icon?: IconName; readonly children: string }) {
  return <span class={`badge ${tone}`}>{icon && <Icon name={icon} />}{children}</span>;
}

const CHANGES = {
  ADDED: { tone: 'good', icon: 'added' },
  CHANGED: { tone: 'changed', icon: 'changed' },
  SUPPRESSED: { tone: 'bad', icon: 'suppressed' },
} as const;

export function ChangeBadge({ change }: { readonly change: Exclude<ExplainedClaim['change'], 'NONE'> }) {
  return <Badge {...CHANGES[change]}>{change}</Badge>;
}
