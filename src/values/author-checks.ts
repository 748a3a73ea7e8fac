import { yieldsOf } from './author-node';
import { is } from '../options/checks';

export const A_VALUE = is(
  given => yieldsOf(given) === 'value', 'a Value',
  'write constants as Value.literal(...), and strings with placeholders as Value.template(...)', 'Value',
);

export const A_CONDITION = is(
  given => yieldsOf(given) === 'condition', 'a Condition',
  'compare a value, as in Value.email().endsWith(...), or use one of the factories of Condition', 'Condition',
);
