/** What calls AWS: in assets of rules that read tables, name app clients or run beside another function, as it takes longer than all else to load. */
export { besidePrevious } from './beside-previous';
export { ClientIds } from './clients';
export { TableReader } from './read-items';
export { prepare, startServices } from './services';
export { Deadline } from '../aws/deadline';
