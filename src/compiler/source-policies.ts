import type { CompileContext } from './context';
import type { ItemSource } from '../core/document/document';
import { OnError } from '../sources/source-props';
import type { TableSource } from '../sources/table-source';

/** What a source does about slow and failing reads, and how long answers are used. */
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
      allowed: 'the age of the oldest answer to use, with OnError.USE_STALE alone',
      fix: maxStale === undefined ? 'say how old an answer may be, as in Duration.minutes(15)' : 'set onError: OnError.USE_STALE, or leave it out',
    });
  }
  if (cacheTtl !== undefined && consistentRead) {
    context.problem({
      check: 'ConsistentCache',
      path: `${path}.cacheTtl`,
      given: `${cacheTtl} seconds, with consistentRead: true`,
      allowed: 'one of them: an answer that is used again does not see writes',
      fix: 'leave out cacheTtl where every write counts, or consistentRead where it does not',
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
