import { canonicalDecimal, compareDecimals, isDynamoDbNumber, isSafe } from '../../src/tables/decimal';

const ASCENDING = [
  '-9.99E+125', '-10', '-9.5', '-1', '-0.1', '-1E-130', '0', '1E-130', '0.001', '0.0099', '0.01', '0.99', '1', '1.0000000000000000000000000000000000001', '9', '10', '10.5', '99', '1E2', '9.99E+125',
];

test('numbers are in the order of their values', () => {
  ASCENDING.forEach((left, one) => ASCENDING.forEach((right, other) => {
    expect([left, right, Math.sign(compareDecimals(left, right))]).toEqual([left, right, Math.sign(one - other)]);
  }));
});

test.each([['1', '1.0'], ['100', '1E2'], ['0.5', '5e-1'], ['0', '-0'], ['0', '0.000'], ['0012.50', '12.5']])('%s is %s', (one, other) => {
  expect(canonicalDecimal(one)).toBe(canonicalDecimal(other));
  expect(compareDecimals(one, other)).toBe(0);
});

test.each([['1', '10'], ['1', '-1'], ['0.1', '0.01'], ['1e5', '1e-5']])('%s is not %s', (one, other) => {
  expect(canonicalDecimal(one)).not.toBe(canonicalDecimal(other));
});

test.each<[string, boolean, boolean]>([
  ['0', true, true], ['9007199254740991', true, true], ['9007199254740993', true, false], ['0.1', true, true], ['9.99E+125', true, false], ['1E+126', false, false],
  ['1E-130', true, true], ['1E-131', false, true], [`1${'0'.repeat(37)}1`, false, false], ['1,5', false, false], ['', false, false],
])('%s is a number of DynamoDB: %s; JavaScript keeps it: %s', (text, isNumber, safe) => {
  expect([isDynamoDbNumber(text), isSafe(text)]).toEqual([isNumber, safe]);
});
