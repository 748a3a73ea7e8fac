import { DRIFT_METRIC, type MonitorEnvironment } from '../../src/core/attachment/contract';
import { METRIC_DIMENSION } from '../../src/core/document/metrics';
import { COGNITO } from '../attach/cognito-api';
import { triggerOf, type UserPool } from '../attach/trigger';

/** The state of the pre token generation trigger of a user pool. */
type State = 'ATTACHED' | 'DETACHED' | 'OTHER_FUNCTION' | 'OTHER_VERSION' | 'UNREADABLE';

const ATTEMPTS = 3;
/** Milliseconds. */
const TIMEOUT = 5000;
const PAUSE = 500;

const { USER_POOL_ID = '', ENRICHER_ARN = '', TRIGGER_VERSION = '', ENRICHER_NAME = '' } = process.env as Partial<MonitorEnvironment>;

/** Verifies that the user pool still calls the function, and writes the result as a metric. */
export async function handler(): Promise<void> {
  const { state, error } = await inspectTrigger();
  process.stdout.write(`${JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: DRIFT_METRIC.namespace, Dimensions: [DRIFT_METRIC.dimensions], Metrics: [{ Name: DRIFT_METRIC.name, Unit: 'Count' }] }],
    },
    [METRIC_DIMENSION]: ENRICHER_NAME,
    UserPoolId: USER_POOL_ID,
    [DRIFT_METRIC.name]: state === 'ATTACHED' ? 0 : 1,
    level: state === 'ATTACHED' ? 'INFO' : 'WARN',
    message: MESSAGES[state],
    state,
    error,
  })}\n`);
}

const MESSAGES: { readonly [state in State]: string } = {
  ATTACHED: 'the user pool calls the enricher',
  DETACHED: 'the user pool has no pre token generation trigger',
  OTHER_FUNCTION: 'the user pool calls another function',
  OTHER_VERSION: 'the user pool calls the enricher with events of another version',
  UNREADABLE: 'the user pool could not be read',
};

async function inspectTrigger(): Promise<{ readonly state: State; readonly error?: string }> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await COGNITO.call('DescribeUserPool', { UserPoolId: USER_POOL_ID }, TIMEOUT);
    if ('answer' in outcome) {
      return { state: stateOf((outcome.answer.UserPool ?? {}) as UserPool) };
    }
    if (attempt === ATTEMPTS) {
      return { state: 'UNREADABLE', error: outcome.failure.type };
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE * attempt));
  }
}

function stateOf(pool: UserPool): State {
  const trigger = triggerOf(pool);
  if (!trigger) {
    return 'DETACHED';
  }
  return trigger.arn !== ENRICHER_ARN ? 'OTHER_FUNCTION' : trigger.version === TRIGGER_VERSION ? 'ATTACHED' : 'OTHER_VERSION';
}
