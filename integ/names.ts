/** Values of a deployment that the script needs. */
export const OUTPUTS = [
  'Region', 'BaseUrl', 'V3Pool', 'V1Pool', 'SettingsPool', 'WebClient', 'NarrowClient', 'MachineClient', 'V1WebClient', 'V3Function', 'V1Function',
] as const;
export type Outputs = Readonly<Record<typeof OUTPUTS[number], string>>;

/** Attributes of all users. */
export const ATTRIBUTES = { email: 'user@example.com', email_verified: 'true', nickname: 'probe' };
/** The group of all users of the pool with V3_0. */
export const GROUP = 'probe-group';
/** A resource server that access tokens can be bound to. */
export const RESOURCE = 'https://probe.example.com';
