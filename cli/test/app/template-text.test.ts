import type { Stack } from '../../src/app/cloud-assembly';
import { TemplateText } from '../../src/app/template-text';

const stack = { path: 'Shop', template: { Resources: { Table: { Type: 'AWS::DynamoDB::Table' } } }, pathOf: (id: string) => `Shop/${id}/Resource` } as unknown as Stack;
const ARN = { 'Fn::GetAtt': ['Table', 'Arn'] };
const partOf = (separator: string, index: number, whole: unknown) => ({ 'Fn::Select': [index, { 'Fn::Split': [separator, whole] }] });

test.each<[string, unknown, string]>([
  ['an attribute', ARN, '${Shop/Table/Resource.Arn}'],
  ['the name in an ARN', partOf('/', 1, partOf(':', 5, ARN)), 'part of ${Shop/Table/Resource.Arn}'],
  ['a member of a list', { 'Fn::Select': [0, { Ref: 'Table' }] }, '${Fn::Select [0,{"Ref":"Table"}]}'],
  ['a join', { 'Fn::Join': ['-', ['a', ARN]] }, 'a-${Shop/Table/Resource.Arn}'],
])('%s', (_, value, expected) => {
  expect(new TemplateText([stack]).textOf(value, stack)).toBe(expected);
});
