import type { DocumentationOf } from './documentation';
import type { JSON_OPERATORS } from '../../../src/core/operators/json-text';

export const JSON_DOCUMENTATION: DocumentationOf<typeof JSON_OPERATORS> = {
  parseJson: {
    meaning: 'Parses a string as JSON. Null is absent. Numbers inside that a double cannot represent exactly have failed.',
    absent: 'absent when the value is absent, and when the JSON is `null` or an empty string',
    failed: 'failed when the value has failed, is not a string, is not valid JSON, is nested deeper than 32 levels, or is a number that a double cannot represent exactly',
    example: "Value.userAttribute('custom:address').parseJson().property('city')",
  },
  toJson: {
    meaning: "Converts the value to a JSON string. The properties of maps are sorted by name. Absent properties are left out; those at the paths of `emptyIfAbsent` are written as empty strings: `Value.objectOf({ country: tenant.attribute('country') }).toJson({ emptyIfAbsent: ['country'] })`. On a list, a path applies to each element.",
    absent: 'absent when the value is absent',
    failed: 'failed when the value or a value nested in it has failed, when a path continues into a value that is not a map or list, and when the result would be longer than 1,000,000 characters',
    example: "profile.attribute('settings').toJson()",
  },
};
