import { inferExpression, memberAtHand } from '../../src/analysis/inference';
import { ANYTHING } from '../../src/core/operators/inference';
import { parse } from '../support/expressions';

test('an element of a list is never absent, and is the same object for the same list', () => {
  const list = inferExpression(parse(['groups']), ['USER']);
  const member = memberAtHand(list);
  expect(member).toEqual({ ...list.members, absent: false });
  expect(member.types).toEqual(['string']);
  expect(memberAtHand(list)).toBe(member);
  expect(memberAtHand({ ...list, members: { ...list.members!, absent: true } }).absent).toBe(false);
  expect(memberAtHand(ANYTHING)).toEqual({ ...ANYTHING, absent: false });
});

test('user data is absent on machine tokens, and of no type if there are no others', () => {
  const told = (op: string, ...subjects: Array<'USER' | 'MACHINE'>) => {
    const { types, absent, failed } = inferExpression(parse([op]), subjects);
    return { types, absent, failed };
  };
  expect(told('sub', 'USER')).toEqual({ types: ['string'], absent: false, failed: false });
  expect(told('sub', 'USER', 'MACHINE')).toEqual({ types: ['string'], absent: true, failed: false });
  expect(told('sub', 'MACHINE')).toEqual({ types: [], absent: true, failed: false });
  expect(told('clientId', 'MACHINE')).toEqual(told('clientId', 'USER'));
  expect(told('user', 'MACHINE')).toEqual(told('user', 'USER'));
});

test('each element and each list of subjects has an inference of its own, which is cached', () => {
  const element = parse(['element']);
  const number = inferExpression(parse(['now']), ['USER']);
  expect([inferExpression(element, ['USER'], number).types, inferExpression(element, ['USER']).types]).toEqual([['number'], ANYTHING.types]);
  expect(inferExpression(element, ['USER'], number)).toBe(inferExpression(element, ['USER'], number));
  const sub = parse(['sub']);
  expect(inferExpression(sub, ['MACHINE'])).toBe(inferExpression(sub, ['MACHINE']));
  expect([inferExpression(sub, ['USER']).absent, inferExpression(sub, ['MACHINE']).absent, inferExpression(sub, ['USER', 'MACHINE']).absent]).toEqual([false, true, true]);
});
