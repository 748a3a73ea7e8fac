import { ENUMS } from './api';
import { Condition, Value } from '../../src';

/** Values that are not options objects. */
export const NO_OPTIONS: readonly unknown[] = [null, 'x', 5, true, [], [{}], Condition.user(), Value.sub(), new Date(0), () => ({})];

/** Enums of the CDK, and structs without required properties. */
const OTHER_ENUMS = /\.(?:FeaturePlan|RetentionDays|Tracing|LambdaVersion)$/;
const STRUCTS = /^NamingRules$|^PoolFacts$|^DynamicClients$|\.SubnetSelection$/;

/** Values of each other type, for an option with a type as in the API reference. */
export function wrongFor(type: string): readonly unknown[] {
  const listed = /^(.*)\[\]$/.exec(type)?.[1];
  if (type.startsWith('{[') || STRUCTS.test(type)) {
    return [null, 'x', 5, ['x'], Value.sub()];
  }
  if (listed !== undefined) {
    return [null, 'x', 5, true, {}, Value.groups(), ...wrongFor(listed).map(each => [each])];
  }
  if (ENUMS.includes(type) || OTHER_ENUMS.test(type)) {
    return [null, 'NOBODY', 5.5, true, {}, [], Value.sub()];
  }
  switch (type) {
    case 'string': return [null, 5, true, {}, ['x'], Value.sub()];
    case 'boolean': return [null, 'true', 1, {}, [], Value.literal(true)];
    case 'number': return [null, '5', true, {}, [], Value.literal(5)];
    case 'Date': return [null, '2030-01-01', 5, {}, []];
    case 'Condition': return [null, 'x', true, {}, [], Value.sub()];
    case 'Value': return [null, 'x', 5, {}, [], Condition.user()];
    default: return [null, 'x', 5, true, {}, [], Condition.user()];
  }
}
