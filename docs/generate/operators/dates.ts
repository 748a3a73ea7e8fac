import type { DocumentationOf } from './documentation';
import type { DATES } from '../../../src/core/operators/dates';

export const DATES_DOCUMENTATION: DocumentationOf<typeof DATES> = {
  toEpochSeconds: {
    meaning: 'Converts an RFC 3339 time with an offset (`2026-11-20T10:00:00+01:00`), or a date (`2026-11-20`, midnight UTC), to seconds since the Unix epoch. Fractions of a second are dropped.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a string, or is not such a time or date',
    example: "profile.attribute('validUntil').toEpochSeconds().isGreaterThanValue(Value.now())",
  },
  toRfc3339: {
    meaning: 'Converts seconds since the Unix epoch to an RFC 3339 time in UTC: `2026-11-20T10:00:00Z`.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a number, or is outside the years 0 to 9999',
    example: 'Value.now().toRfc3339()',
  },
  formatDate: {
    meaning: 'Formats seconds since the Unix epoch as a date or time. Fields of the format: `yyyy`, `MM`, `M`, `MMM`, `MMMM`, `dd`, `d`, `HH`, `H`, `mm`, `ss`, `EEE`, `EEEE` and `XXX`. Put literal text in single quotes. Names are in English. The time zone is UTC by default.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a number, or is outside the years 1 to 9998',
    example: "Value.now().formatDate('EEE, d MMM yyyy', 'Europe/Berlin')",
  },
  parseDate: {
    meaning: 'Parses a date or time in UTC and returns seconds since the Unix epoch. Fields of the format: `yyyy`, which is required, `MM`, `M`, `dd`, `d`, `HH`, `H`, `mm` and `ss`. Put literal text in single quotes.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a string, does not match the format, or is a date or time that does not exist',
    example: "Value.userAttribute('custom:hired').parseDate('dd.MM.yyyy')",
  },
};
