/** For requests of which the document has no plan: Cognito sends another version of the event than it was told to. */
export { planOf } from '../../src/core/plan/plan';
