import type { CompileContext } from './context';
import type { ItemSource } from '../core/document/document';
import { OnError } from '../sources/source-props';
import type { TableSource } from '../sources/table-source';

/** The timeout, retry, failure and cache settings of a source. */
export type Policies = Pick<ItemSource, 'consistentRead' | 'timeout' | 'maxAttempts' | 'onError' | 'maxStale' | 'cacheTtl'>;

const TIMEOUT = 2000;
const ATTEMPTS = 2;

export function compilePolicies({ _props: props, _problems: problems }: TableSource, path: string, context: CompileContext): Policies {
  const { consistentRead = false, timeout, maxAttempts = ATTEMPTS, onError = OnError.DENY } = props;
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
    consistentRead,
    timeout: timeout?.toMilliseconds() ?? TIMEOUT,
    maxAttempts,
    onError,
    ...(maxStale !== undefined && { maxStale }),
    ...(cacheTtl !== undefined && { cacheTtl }),
  };
}
