import { readEvent } from '../../../src/core/cognito/token-request';
import type { Rule } from '../../../src/core/document/document';
import { documentOf, run, setClaim } from '../../support/evaluate';
import { EVENT_CASES, eventOfCase, responseOfCase } from '../../support/event-cases';

const BOTH = { subjects: ['USER', 'MACHINE'] } as const;
const literal = (value: string) => ({ op: 'literal' as const, args: [value] });

/** The rules of the cases, as a document. */
const RULES: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>> = [
  setClaim('mail', { op: 'userAttribute', args: ['email'] }, BOTH),
  setClaim('of', { op: 'clientId' }, BOTH),
  { kind: 'addScope', value: literal('extra'), ...BOTH },
  {
    kind: 'setGroups',
    groups: { op: 'listOf', of: [{ op: 'property', args: [[0]], of: [{ op: 'groups' }] }, literal('all')] },
    when: { op: 'isPresent', of: [{ op: 'groups' }] },
  },
];

test.each(EVENT_CASES.filter(({ gives }) => gives !== 'NO_SUBJECT'))('responds to $name', each => {
  expect(run(documentOf(RULES), { event: eventOfCase(each) }).response).toEqual(responseOfCase(each));
});

test.each(EVENT_CASES.filter(({ gives }) => gives === 'NO_SUBJECT'))('does not read $name', each => {
  expect(readEvent(eventOfCase(each), 0)).toBeUndefined();
});
