import type { DocumentationOf } from './documentation';
import type { MAP_OPERATORS } from '../../../src/core/operators/maps';

export const MAP_DOCUMENTATION: DocumentationOf<typeof MAP_OPERATORS> = {
  lookup: {
    meaning: 'Looks up the string in a table of constants. Returns `otherwise` if the table does not contain the string.',
    absent: 'absent when the value is absent, and when the table does not contain the string and there is no `otherwise`',
    gives: 'the type of the values in the table; for a list, a list',
    example: "Value.userAttribute('custom:plan').lookup({ g: 'gold', s: 'silver' })",
  },
  property: {
    meaning: 'The value at a path in a map or list, such as `address.city` or `roles[0].name`.',
    absent: 'absent when the value is absent, and when there is no value at the path',
    failed: 'failed when the value has failed, and when the path continues into a value that is not a list or map',
    gives: 'the type of the value at the path',
    example: "profile.attribute('address').property('city')",
  },
  pickProperties: {
    meaning: 'A map with the named properties of a map, without those that are absent. On a list it applies to each element. Of the items of a source, only these attributes are read.',
    absent: 'absent when the value is absent',
    gives: 'map; for a list, a list of maps',
    example: "teams.items().pickProperties('name', 'role')",
  },
  propertyNames: {
    meaning: 'The names of the properties of a map, in the order of the map. Properties that have failed become failed elements.',
    absent: 'absent when the value is absent; an empty list when the map has no properties',
    example: "tenant.attribute('features').propertyNames()",
  },
  propertyValues: {
    meaning: 'The values of the properties of a map, in the order of the map. Properties that have failed become failed elements.',
    absent: 'absent when the value is absent; an empty list when the map has no properties',
    example: "tenant.attribute('limits').propertyValues().max()",
  },
};
