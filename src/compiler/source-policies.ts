import type { CompileContext } from './context';
import type { ItemSource, Source as SourceDocument } from '../core/document/document';
import type { Source } from '../sources/source';
import { OnError } from '../sources/source-props';

/** The timeout, retry, failure and cache settings of a source. */
export type Policies = Pick<ItemSource, 'timeout' | 'maxAttempts' | 'onError' | 'maxStale' | 'cacheTtl'>;

/** Default milliseconds and attempts. A function may have a cold start, which a second attempt would only repeat. */
const OF_TABLE = { timeout: 2000, maxAttempts: 2 };
const DEFAULTS: { readonly [kind in SourceDocument['kind']]: Pick<Policies, 'timeout' | 'maxAttempts'> } = {
  item: OF_TABLE, itemForEach: OF_TABLE, query: OF_TABLE, function: { timeout: 3000, maxAttempts: 1 },
};

export function compilePolicies({ _kind: kind, _props: props, _problems: problems }: Source, path: string, context: CompileContext): Policies {
  const { consistentRead, timeout, maxAttempts = DEFAULTS[kind].maxAttempts, onError = OnError.DENY } = props;
  const maxStale = props.maxStale?.toSeconds();
  const cacheTtl = props.cacheTtl?.toSeconds();
  if ((onError === 'USE_STALE') !== (maxStale !== undefined) && !problems.some(each => each.path === 'onError')) {
    context.problem({
      check: 'MaxStale',
      path: `${path}.maxStale`,
      given: maxStale === undefined ? 'nothing, with OnError.USE_STALE' : `a duration, with OnError.${onError}`,
      allowed: 'the maximum age of a stale answer, only with OnError.USE_STALE',
      fix: maxStale === undefined ? 'set the maximum age, such as Duration.minutes(15)' : 'set onError: OnError.USE_STALE, or remove maxStale',
    });
  }
  if (cacheTtl !== undefined && consistentRead) {
    context.problem({
      check: 'ConsistentCache',
      path: `${path}.cacheTtl`,
      given: `${cacheTtl} seconds, with consistentRead: true`,
      allowed: 'either cacheTtl or consistentRead: a cached answer does not include later writes',
      fix: 'remove cacheTtl if every read must see the latest write; otherwise remove consistentRead',
    });
  }
  return {
    timeout: timeout?.toMilliseconds() ?? DEFAULTS[kind].timeout,
    maxAttempts,
    onError,
    ...(maxStale !== undefined && { maxStale }),
    ...(cacheTtl !== undefined && { cacheTtl }),
  };
}
