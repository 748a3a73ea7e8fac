import { invalidParameter } from './api-error';
import type { Call, Caller } from './call';
import { startWithPassword } from './password';
import { startWithRefreshToken } from './refresh-tokens';
import { startWithSrp } from './srp-sign-in';

type FlowName = 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'REFRESH_TOKEN_AUTH' | 'REFRESH_TOKEN' | 'ADMIN_USER_PASSWORD_AUTH' | 'ADMIN_NO_SRP_AUTH';

interface Flow {
  readonly callers: readonly Caller[];
  /** Values of `ExplicitAuthFlows`: the client needs at least one of them. */
  readonly allowedBy: readonly string[];
  /** Error message if the client has none of them. Cognito words it differently for each flow. */
  readonly notEnabled: string;
  readonly start: (call: Call) => object | Promise<object>;
}

const REFRESH: Flow = {
  callers: ['USER', 'ADMIN'],
  allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH'],
  notEnabled: 'REFRESH_TOKEN_AUTH flow not enabled for this client',
  start: startWithRefreshToken,
};
const ADMIN_PASSWORD: Flow = {
  callers: ['ADMIN'],
  allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_NO_SRP_AUTH'],
  notEnabled: 'Auth flow not enabled for this client',
  start: startWithPassword,
};

const FLOWS: Readonly<Record<FlowName, Flow>> = {
  USER_PASSWORD_AUTH: {
    callers: ['USER'],
    allowedBy: ['ALLOW_USER_PASSWORD_AUTH'],
    notEnabled: 'USER_PASSWORD_AUTH flow not enabled for this client',
    start: startWithPassword,
  },
  USER_SRP_AUTH: {
    callers: ['USER', 'ADMIN'],
    allowedBy: ['ALLOW_USER_SRP_AUTH'],
    notEnabled: 'USER_SRP_AUTH is not enabled for the client.',
    start: startWithSrp,
  },
  REFRESH_TOKEN_AUTH: REFRESH,
  REFRESH_TOKEN: REFRESH,
  ADMIN_USER_PASSWORD_AUTH: ADMIN_PASSWORD,
  ADMIN_NO_SRP_AUTH: ADMIN_PASSWORD,
};

/** The flow that the request names. Throws if the client does not allow it. */
export function flowOf({ input, client }: Call, caller: Caller): Flow {
  const name = input.text('AuthFlow');
  if (!isFlow(name)) {
    const names = Object.entries(FLOWS).filter(([, { callers }]) => callers.includes(caller)).map(([each]) => each);
    throw invalidParameter(`The local issuer does not support the auth flow ${name}. It supports ${names.join(', ')}.`);
  }
  const flow = FLOWS[name];
  if (!flow.callers.includes(caller)) {
    throw invalidParameter('Initiate Auth method not supported.');
  }
  if (!flow.allowedBy.some(each => client.authFlows.includes(each))) {
    throw invalidParameter(flow.notEnabled);
  }
  return flow;
}

function isFlow(name: string): name is FlowName {
  return Object.hasOwn(FLOWS, name);
}
