/** What calls AWS: loaded for rules that read tables or name app clients, as it takes longer than everything else to load. */
export { ClientIds } from './clients';
export { invokePrevious, PreviousFailed } from './previous-function';
export { TableReader } from './read-items';
