import { CreateUserPoolClientCommand, DescribeUserPoolClientCommand, GetClientTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ATTRIBUTES, RESOURCE } from './names';
import { describe, factorsAcrossUpdate, update } from './pools';
import type { NotAsked, Question } from './question';
import { claimsOf, eventIn, machineToken, needed, newerFlows, post, signIn, type Claims, type Target } from './target';
import { exchangedToken } from './token-exchange';
import { RESPONSE_KEY } from './trigger';

const MACHINE = 'TokenGeneration_ClientCredentials';
/** Documented members of `request`. */
const DOCUMENTED = ['userAttributes', 'groupConfiguration', 'scopes', 'clientMetadata'];
const CLIENT = { client_name: 'probe', redirect_uris: [`${RESOURCE}/callback`], grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' };

/** Keeps the type of the value between `ask` and `isAsAssumed`. */
function question<T>(each: Question<T>): Question {
  return each;
}

/** Open questions about the trigger, in the order in which they are asked: later ones change the pools. */
export const QUESTIONS: readonly Question[] = [
  question({
    id: '1a',
    question: 'Which event does a machine with V3_0 get?',
    how: 'client credentials grant with `aws_client_metadata`; the trigger returns its event in a claim',
    assumed: `\`version\` is "3", \`triggerSource\` is \`${MACHINE}\`, and there are no user attributes with a \`sub\``,
    ask: async target => eventIn(claimsOf(await machineToken(target, 'machine-event'))),
    isAsAssumed: ({ value }) => value?.version === '3' && value.triggerSource === MACHINE && value.request?.userAttributes?.sub === undefined,
  }),
  question({
    id: '1b',
    question: 'Which event does GetClientToken send?',
    how: 'GetClientToken with `ClientMetadata`, by a new client whose only flow is `ALLOW_CLIENT_TOKEN_AUTH`',
    assumed: `as the client credentials grant: \`${MACHINE}\``,
    ask: async target => {
      const { UserPoolClient: client } = await needed(target.sdk.send(new CreateUserPoolClientCommand({
        UserPoolId: target.ids.V3Pool,
        ClientName: 'client-token',
        GenerateSecret: true,
        ExplicitAuthFlows: newerFlows('ALLOW_CLIENT_TOKEN_AUTH'),
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: [`${RESOURCE}/read`],
      })));
      const { ClientAuthenticationResult: result } = await target.sdk.send(new GetClientTokenCommand({
        ClientId: client!.ClientId, Secret: client!.ClientSecret!, ClientMetadata: { [RESPONSE_KEY]: 'machine-event' },
      }));
      return eventIn(claimsOf(result!.AccessToken!));
    },
    isAsAssumed: ({ value }) => value?.triggerSource === MACHINE,
  }),
  question({
    id: '2a',
    question: 'How are reserved claims in a response treated?',
    how: 'a user signs in; the trigger sets `sub`, `cognito:username` and `token_use` in both tokens',
    assumed: 'they are ignored, and tokens are issued',
    ask: async target => {
      const { idToken, accessToken } = await signIn(target, 'reserved-claims');
      return { idToken: [idToken.sub, idToken['cognito:username'], idToken.token_use], accessToken: [accessToken.sub, accessToken.token_use] };
    },
    isAsAssumed: ({ value }) => value !== undefined && ![...value.idToken, ...value.accessToken].includes('forged'),
  }),
  question({
    id: '2b',
    question: 'How is the response container of V1_0 treated in V3_0?',
    how: 'a user signs in; the trigger returns `claimsOverrideDetails`',
    assumed: 'it applies to the ID token; the library never returns it there',
    ask: async target => {
      const { idToken, accessToken } = await signIn(target, 'wrong-container');
      return { idToken: idToken.probe ?? null, accessToken: accessToken.probe ?? null };
    },
    isAsAssumed: ({ value }) => value?.idToken === 'of V1_0' && value.accessToken === null,
  }),
  question({
    id: '2c',
    question: 'How is a claim with the value null treated?',
    how: 'a user signs in; the trigger sets `probe` to null in both tokens',
    assumed: 'it is in the tokens as null; the library never returns one',
    ask: async target => {
      const { idToken, accessToken } = await signIn(target, 'null-claim');
      return { idToken: 'probe' in idToken ? idToken.probe : 'absent', accessToken: 'probe' in accessToken ? accessToken.probe : 'absent' };
    },
    isAsAssumed: ({ value }) => value?.idToken === null && value.accessToken === null,
  }),
  ...(['number-claim', 'list-claim'] as const).map((username, index) => question({
    id: `2${'de'[index]}`,
    question: `How is a ${username.replace('-claim', '')} treated in V1_0?`,
    how: 'a user of the pool with V1_0 signs in; the trigger sets `probe`',
    assumed: 'it is in the ID token unchanged; the library returns strings only there',
    ask: async target => (await signIn(target, username, target.ids.V1WebClient)).idToken.probe ?? null,
    isAsAssumed: ({ value }) => value !== undefined && value !== null && typeof value !== 'string',
  })),
  question({
    id: '2f',
    question: 'How is a list of objects treated?',
    how: 'a user signs in; the trigger sets `probe` to `[{ "a": 1 }]` in both tokens',
    assumed: 'it is in the tokens unchanged',
    ask: async target => {
      const { idToken, accessToken } = await signIn(target, 'array-of-objects');
      return { idToken: idToken.probe ?? null, accessToken: accessToken.probe ?? null };
    },
    isAsAssumed: ({ value }) => [value?.idToken, value?.accessToken].every(each => JSON.stringify(each) === '[{"a":1}]'),
  }),
  question({
    id: '2g',
    question: 'How is `idTokenGeneration` treated in the response for a machine?',
    how: 'client credentials grant; the trigger returns `idTokenGeneration` and `accessTokenGeneration`',
    assumed: 'it is ignored; the library never returns it for machines',
    ask: async target => ({ hasAccessTokenClaim: 'probe_event' in claimsOf(await machineToken(target, 'machine-id-token')) }),
    isAsAssumed: ({ value }) => value?.hasAccessTokenClaim === true,
  }),
  ...(['V2_0', 'V3_0'] as const).map((version, index) => question({
    id: `3${'ab'[index]}`,
    question: `Which error does a trigger of ${version} cause on the Lite plan?`,
    how: 'UpdateUserPool of the Lite pool',
    assumed: '`FeatureUnavailableInTierException`; its message is not known',
    ask: async target => {
      const { V1Pool, V1Function: LambdaArn } = target.ids;
      await update(target, V1Pool, { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn, LambdaVersion: version } } });
      return 'accepted';
    },
    isAsAssumed: ({ error }) => error?.name === 'FeatureUnavailableInTierException',
  })),
  question({
    id: '3c',
    question: 'Which error do different functions in `PreTokenGeneration` and `PreTokenGenerationConfig` cause?',
    how: 'UpdateUserPool of the Lite pool',
    assumed: '`InvalidParameterException`; its message is not known',
    ask: async target => {
      const { V1Pool, V1Function, V3Function } = target.ids;
      await update(target, V1Pool, {
        LambdaConfig: { PreTokenGeneration: V3Function, PreTokenGenerationConfig: { LambdaArn: V1Function, LambdaVersion: 'V1_0' } },
      });
      return 'accepted';
    },
    isAsAssumed: ({ error }) => error?.name === 'InvalidParameterException',
  }),
  question({
    id: '4a',
    question: 'Can the trigger add scopes that begin with `aws.cognito.`?',
    how: 'client credentials grant; the trigger adds `aws.cognito.signin.user.admin`',
    assumed: 'yes',
    ask: async target => String(claimsOf(await machineToken(target, 'machine-system-scope')).scope),
    isAsAssumed: ({ value }) => value?.split(' ').includes('aws.cognito.signin.user.admin') === true,
  }),
  question({
    id: '4b',
    question: 'Does an added `aud` replace the audience of resource binding?',
    how: `client credentials grant with \`resource=${RESOURCE}\`, without and with a trigger that sets \`aud\` to the client id`,
    assumed: 'no, the requested resource remains',
    ask: async target => ({
      without: claimsOf(await needed(machineToken(target, 'machine-event', { resource: RESOURCE }))).aud ?? null,
      with: claimsOf(await machineToken(target, 'machine-audience', { resource: RESOURCE })).aud ?? null,
    }),
    isAsAssumed: ({ value }) => [value?.with].flat().join() === RESOURCE,
  }),
  question({
    id: '5a',
    question: 'What remains of roles if `groupOverrideDetails` has groups only?',
    how: 'a user with a group and its role signs in; the trigger returns `groupsToOverride` alone',
    assumed: 'no roles: the object replaces everything',
    ask: async target => groupClaims((await signIn(target, 'part-of-groups')).idToken),
    isAsAssumed: ({ value }) => value?.groups?.join() === 'other' && value.roles === null && value.preferredRole === null,
  }),
  question({
    id: '5b',
    question: 'Which claims does an empty `groupsToOverride` leave?',
    how: 'the same; the trigger returns the group configuration of the event with `groupsToOverride: []`',
    assumed: 'no `cognito:groups`; the roles remain',
    ask: async target => groupClaims((await signIn(target, 'no-groups')).idToken),
    isAsAssumed: ({ value }) => value !== undefined && value.groups === null && value.roles !== null,
  }),
  question({
    id: '6a',
    question: 'Does UpdateUserPool without `PoolName` keep the name?',
    how: 'UpdateUserPool of the pool without a trigger, with all other settings',
    assumed: 'yes; the library always sends the name',
    ask: async target => {
      const { SettingsPool } = target.ids;
      const { Name: before } = await describe(target, SettingsPool);
      await update(target, SettingsPool, { PoolName: undefined });
      const { Name: after } = await describe(target, SettingsPool);
      return { kept: before === after };
    },
    isAsAssumed: ({ value }) => value?.kept === true,
  }),
  question({
    id: '6b',
    question: 'Do settings of software tokens survive UpdateUserPool?',
    how: 'SetUserPoolMfaConfig, then UpdateUserPool with the settings that DescribeUserPool returns',
    assumed: 'yes',
    ask: async target => factorsAcrossUpdate(target, { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    isAsAssumed: ({ value }) => value !== undefined && JSON.stringify(value.before) === JSON.stringify(value.after),
  }),
  question({
    id: '6c',
    question: 'Do settings of passkeys survive UpdateUserPool?',
    how: 'as 6b, with a relying party',
    assumed: 'yes',
    ask: async target => factorsAcrossUpdate(target, {
      SoftwareTokenMfaConfiguration: { Enabled: true }, WebAuthnConfiguration: { RelyingPartyId: 'probe.example.com', UserVerification: 'preferred' },
    }),
    isAsAssumed: ({ value }) => value !== undefined && JSON.stringify(value.before) === JSON.stringify(value.after),
  }),
  question({
    id: '7',
    question: 'Are `request.userAttributes` limited to attributes that the client can read?',
    how: 'a user with a nickname signs in with a client that can read `email` only',
    assumed: 'no, the trigger gets all attributes',
    ask: async target => {
      const { idToken } = await signIn(target, 'event', target.ids.NarrowClient);
      const attributes = eventIn(idToken).request?.userAttributes ?? {};
      return { inEvent: Object.keys(attributes).sort(), nicknameInIdToken: idToken.nickname === ATTRIBUTES.nickname };
    },
    isAsAssumed: ({ value }) => value?.inEvent.includes('nickname') === true,
  }),
  question({
    id: '8a',
    question: 'Which event does a token exchange send?',
    how: 'token exchange of an access token of a user, by a new client',
    assumed: 'the trigger runs with the attributes of the user',
    ask: async target => eventIn(await needed(exchangedToken(target, 'event', false))),
    isAsAssumed: ({ value }) => value !== undefined && value.triggerSource !== MACHINE && value.request?.userAttributes?.sub !== undefined,
  }),
  question({
    id: '8b',
    question: 'Is the actor in the event?',
    how: 'as 8a, with an access token of a machine as the actor',
    assumed: 'no',
    ask: async target => eventIn(await needed(exchangedToken(target, 'event', true))),
    isAsAssumed: ({ value }) => value !== undefined && Object.keys(value.request ?? {}).every(each => DOCUMENTED.includes(each)),
  }),
  question({
    id: '8c',
    question: 'Can the trigger set `act`?',
    how: 'as 8b; the trigger sets `act`',
    assumed: 'no, it is reserved',
    ask: async target => {
      // an exchange that fails anyway is no answer
      await needed(exchangedToken(target, 'event', true));
      return (await exchangedToken(target, 'act-claim', true)).act ?? null;
    },
    isAsAssumed: ({ value }) => value?.sub !== 'forged',
  }),
  question({
    id: '9a',
    question: 'Which attributes does a dynamically registered client write?',
    how: 'open registration is turned on; POST `/oauth2/register`, then DescribeUserPoolClient',
    assumed: 'all: it has no list',
    ask: async target => {
      const id = await needed(registeredOpenly(target));
      const { UserPoolClient: client } = await needed(target.sdk.send(new DescribeUserPoolClientCommand({
        UserPoolId: target.ids.V3Pool, ClientId: id,
      })));
      return { type: client!.ClientType ?? null, reads: client!.ReadAttributes ?? null, writes: client!.WriteAttributes ?? null };
    },
    isAsAssumed: ({ value }) => value?.writes === null,
  }),
  question({
    id: '10a',
    question: 'Does `acr` reach the event?',
    how: 'the pool names its levels (`AcrConfiguration`); a user signs in with a password',
    assumed: 'no',
    ask: async target => {
      await needed(update(target, target.ids.V3Pool, { AcrConfiguration: { Level1: { AcrValue: 'urn:probe:level-1' } } }));
      const { idToken } = await signIn(target, 'event');
      return { event: eventIn(idToken), acr: idToken.acr ?? null, amr: idToken.amr ?? null };
    },
    isAsAssumed: ({ value }) => value !== undefined && !JSON.stringify(value.event).includes('urn:probe:level-1'),
  }),
  question({
    id: '10b',
    question: 'Can a token register clients if the trigger added `aws.cognito/dcr/register`?',
    how: 'open registration is turned off again; POST `/oauth2/register` with such a token of a machine',
    assumed: 'yes',
    ask: async target => {
      // a registration that fails anyway is no answer
      await needed(registeredOpenly(target));
      await needed(update(target, target.ids.V3Pool, { DcrConfiguration: { EnableStatus: 'Enabled', OpenDcrEnabled: false } }));
      const authorization = `Bearer ${await needed(machineToken(target, 'machine-registration-scope'))}`;
      return { registered: await register(target, { authorization }) !== '' };
    },
    isAsAssumed: ({ value }) => value?.registered === true,
  }),
];

export const NOT_ASKED: readonly NotAsked[] = [
  { id: '1c', question: 'To which quota do calls of GetClientToken count?', reason: 'This shows under load only, or in the metrics of Service Quotas.' },
  { id: '6d', question: 'Do settings of MFA by e-mail survive UpdateUserPool?', reason: 'It needs a verified identity of Amazon SES.' },
  {
    id: '9b',
    question: 'Which `callerContext.clientId` do clients with metadata documents have?',
    reason: 'It needs a metadata document at a public URL, and a sign-in in a browser.',
  },
];

interface GroupClaims {
  readonly groups: readonly string[] | null;
  readonly roles: readonly string[] | null;
  readonly preferredRole: string | null;
}

function groupClaims(idToken: Claims): GroupClaims {
  return { groups: idToken['cognito:groups'] ?? null, roles: idToken['cognito:roles'] ?? null, preferredRole: idToken['cognito:preferred_role'] ?? null };
}

async function registeredOpenly(target: Target): Promise<string> {
  await update(target, target.ids.V3Pool, { DcrConfiguration: { EnableStatus: 'Enabled', OpenDcrEnabled: true } });
  return register(target);
}

/** The id of a client that registers itself. */
async function register(target: Target, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { client_id: id = '' } = await post(target, '/oauth2/register', { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(CLIENT) });
  return String(id);
}
