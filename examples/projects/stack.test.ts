import { App } from 'aws-cdk-lib';
import { ProjectsStack } from './stack';
import { DenialReason, TokenAssertions, TokenType } from 'cdk-cognito-token-enricher';

const { enricher } = new ProjectsStack(new App(), 'Test');
const tables = { userInfo: [{ userName: 'engineer1', projects: 'PROJ-100,PROJ-200' }, { userName: 'engineer2', projects: 'PROJ-900' }] };

test('a user has the projects of the item with their name', () => {
  const tokens = TokenAssertions.of(enricher.preview({ username: 'engineer1', tables }));
  tokens.hasRead('userInfo', { userName: 'engineer1' });
  tokens.hasClaim('userName', 'engineer1', TokenType.ID);
  tokens.hasClaim('projects', 'PROJ-100,PROJ-200', TokenType.ID);
});

test('a user without an item has no projects', () => {
  const { idToken } = enricher.preview({ username: 'newcomer', tables });
  expect([idToken!.userName, 'projects' in idToken!]).toEqual(['newcomer', false]);
});

test('without the table nobody signs in', () => {
  TokenAssertions.of(enricher.preview({ username: 'engineer1', failingSources: ['userInfo'] })).isDenied(DenialReason.READ);
});
