import { isDeepStrictEqual } from 'node:util';
import { isSameTrigger, triggerOf, type UserPool } from './trigger';
import { carryTemporaryPasswordValidity } from './user-pool';
import { CONFIG, LEGACY } from '../../src/core/attachment/contract';

/** Members that change without an update: counts, dates, and failures to send messages. */
const NO_SETTINGS = ['EstimatedNumberOfUsers', 'LastModifiedDate', 'EmailConfigurationFailure', 'SmsConfigurationFailure'];

/** The names of the settings that differ between two descriptions of a pool, except the trigger. Never contains values. */
export function differences(one: UserPool, other: UserPool): readonly string[] {
  return namesOf(settingsOf(one), settingsOf(other), '');
}

/** True if a pool has not changed between two descriptions. */
export function isUnchanged(one: UserPool, other: UserPool): boolean {
  return one.LastModifiedDate === other.LastModifiedDate && isSameTrigger(triggerOf(one), triggerOf(other)) && differences(one, other).length === 0;
}

type Members = { readonly [member: string]: unknown };

function settingsOf(pool: UserPool): Members {
  const settings: { [member: string]: any } = { ...pool };
  NO_SETTINGS.forEach(member => delete settings[member]);
  const { [CONFIG]: _config, [LEGACY]: _legacy, ...triggers } = settings.LambdaConfig ?? {};
  settings.LambdaConfig = triggers;
  // the same setting can have its older name
  carryTemporaryPasswordValidity(settings);
  return settings;
}

function namesOf(one: Members, other: Members, prefix: string): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.flatMap(name => {
    const [left, right] = [one[name], other[name]];
    if (isDeepStrictEqual(left, right) || canonical(left) === canonical(right)) {
      return [];
    }
    // the keys of tags are content, not names of settings
    return isObject(left) && isObject(right) && name !== 'UserPoolTags' ? namesOf(left, right, `${prefix}${name}.`) : [`${prefix}${name}`];
  });
}

/** A canonical string of a setting. Lists are compared as sets, and an empty setting is the same as none. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '' : `[${value.map(canonical).sort().join(',')}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, each]) => [name, canonical(each)]).filter(([, text]) => text !== '');
    return members.length === 0 ? '' : `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).sort().join(',')}}`;
  }
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
