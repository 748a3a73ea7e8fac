import type { Level, SubjectName } from '../core/document/document';

/** Parties in the words of the documentation. */
export const CONTROLLERS: { readonly [level in Level]: string } = {
  COGNITO: 'Amazon Cognito', OPERATOR: 'operators', PROVIDER: 'identity providers', CALLER: 'callers', USER: 'users',
};

export const SUBJECTS: { readonly [subject in SubjectName]: string } = { USER: 'users', MACHINE: 'machines' };
