import type { PeerCase } from './peer';

const AT_TEN = new Date('2026-11-20T10:00:00Z');

/** Functions on times. */
export const OKTA_TIMES: readonly PeerCase[] = [
  {
    feature: 'Time.now()',
    rules: "[ClaimRule.set('issued', Value.now().toRfc3339())]",
    given: { now: AT_TEN },
    gives: { claims: { issued: '2026-11-20T10:00:00Z' } },
  },
  {
    feature: 'Time.now(zone, format)',
    rules: "[ClaimRule.set('issued', Value.now().formatDate('EEE, d MMM yyyy HH:mm XXX', 'Europe/Berlin'))]",
    given: { now: AT_TEN },
    gives: { claims: { issued: 'Fri, 20 Nov 2026 11:00 +01:00' } },
  },
  {
    feature: 'Time.fromUnixToIso8601',
    rules: "[ClaimRule.set('since', Value.userAttribute('custom:since').toNumber().toRfc3339())]",
    given: { userAttributes: { 'custom:since': '1795168800' } },
    gives: { claims: { since: '2026-11-20T10:00:00Z' } },
  },
  {
    feature: 'Time.fromIso8601ToUnix',
    rules: "[ClaimRule.set('until', profile.attribute('validUntil').toEpochSeconds())]",
    given: { items: { profile: { validUntil: '2026-11-20T11:00:00+01:00' } } },
    gives: { claims: { until: 1795168800 } },
  },
  {
    feature: 'Time.fromWindowsToIso8601',
    rules: "[ClaimRule.set('changed', Value.choose(profile.attribute('whenChanged').isPresent(), Value.listOf(profile.attribute('whenChanged', { valueType: ItemAttributeType.STRING }).substring(0, -7).toNumber(), Value.literal(-11644473600)).sum().toRfc3339()))]",
    given: { items: { profile: { whenChanged: '134396424000000000' } } },
    gives: { claims: { changed: '2026-11-20T10:00:00Z' } },
    otherwise: { given: {}, gives: { claims: { changed: undefined } } },
  },
  {
    feature: 'Time.fromIso8601ToWindows',
    rules: "[ClaimRule.set('changed', Value.choose(profile.attribute('changed').isPresent(), Value.listOf(Value.listOf(profile.attribute('changed').toEpochSeconds(), Value.literal(11644473600)).sum(), Value.literal('0000000')).join('')))]",
    given: { items: { profile: { changed: '2026-11-20T10:00:00Z' } } },
    gives: { claims: { changed: '134396424000000000' } },
    otherwise: { given: {}, gives: { claims: { changed: undefined } } },
  },
  {
    feature: 'Time.fromStringToIso8601(time, "MM/dd/yyyy")',
    rules: "[ClaimRule.set('born', Value.userAttribute('birthdate').parseDate('MM/dd/yyyy').toRfc3339())]",
    given: { userAttributes: { birthdate: '11/20/2006' } },
    gives: { claims: { born: '2006-11-20T00:00:00Z' } },
  },
  {
    feature: 'Time.fromIso8601ToString(time, "dd.MM.yyyy")',
    rules: "[ClaimRule.set('until', profile.attribute('validUntil').toEpochSeconds().formatDate('dd.MM.yyyy'))]",
    given: { items: { profile: { validUntil: '2026-11-20T10:00:00Z' } } },
    gives: { claims: { until: '20.11.2026' } },
  },
];
