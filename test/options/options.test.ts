import { membersOf, STRUCTS, TAKEN } from './api';
import { OPTIONS_PLACES, type OptionsPlace } from './places';
import { NO_OPTIONS, wrongFor } from './wrong-types';
import { memberPath } from '../../src/options/options';
import { TestApp } from '../support/app';

/** Every place where the library accepts options. An invalid option is one problem, and a valid one is none. */
const CASES = Object.entries(OPTIONS_PLACES).map(([name, place]) => ({ name, place, type: TAKEN.find(each => each.name === name)?.type ?? '' }));

/** The error for options, as its type and its problems: `path: check`. */
function errorOf({ give }: OptionsPlace, app: TestApp, options: unknown): { message: string; problems: readonly string[] } | undefined {
  try {
    give(app, options);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return { message: `${(error as Error).name}: ${message}`, problems: [...message.matchAll(/^(\S.*: \w+)$\n {2}given: /gm)].map(([, problem]) => problem) };
  }
}

test('every place of the API that accepts options is in the table', () => {
  expect(CASES.map(({ name }) => name).sort()).toEqual(TAKEN.map(({ name }) => name).sort());
  // these are only base interfaces
  expect(STRUCTS.filter(struct => !CASES.some(({ type }) => type === struct))).toEqual(['ClaimRuleOptions', 'CommonRuleOptions', 'RuleOptions', 'SourceProps', 'TableSourceProps']);
});

describe.each(CASES)('$name', ({ place, type }) => {
  const members = membersOf(type);

  test('accepts every property', () => {
    const count = place.valid(new TestApp()).length;
    const taken = Array.from({ length: count }, (_, index) => {
      const app = new TestApp();
      const options = place.valid(app)[index];
      place.give(app, options);
      return Object.keys(options);
    });
    expect([...new Set(taken.flat())].sort()).toEqual(members.map(([name]) => name).sort());
  });

  test('accepts undefined properties, known or not, which other languages pass', () => {
    const app = new TestApp();
    const nothing = Object.fromEntries([...members.map(([name]) => name), 'somethingElse'].map(name => [name, undefined]));
    place.give(app, { ...nothing, ...place.base?.(app) });
  });

  test('fails for an unknown property, and suggests the most similar one', () => {
    const missed = members.flatMap(([name]) => {
      const misspelt = `${name[1]}${name[0]}${name.slice(2)}`;
      const app = new TestApp();
      const error = errorOf(place, app, { ...place.base?.(app), [misspelt]: true });
      const isFound = error?.problems.join() === `${memberPath(place.path, misspelt)}: UnknownOption` && error.message.includes(`'${misspelt}', did you mean '${name}'?`);
      return isFound ? [] : [{ misspelt, error }];
    });
    expect(missed).toEqual([]);
  });

  test('fails for a property of another type', () => {
    const missed = members.flatMap(([name, memberType]) => wrongFor(memberType).flatMap(given => {
      const app = new TestApp();
      const error = errorOf(place, app, { ...place.base?.(app), [name]: given });
      const isFound = error?.problems.length === 1 && new RegExp(`^${escaped(memberPath(place.path, name))}(?:[[.].*)?: \\w+$`).test(error.problems[0]);
      return isFound ? [] : [{ name, memberType, given, error }];
    }));
    expect(missed).toEqual([]);
  });

  test('fails for a value that is not an options object', () => {
    const missed = NO_OPTIONS.flatMap(given => {
      const error = errorOf(place, new TestApp(), given);
      return error?.problems.join() === `${place.whole}: Option` ? [] : [{ given, error }];
    });
    expect(missed).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replace(/[.[\]()]/g, '\\$&');
}
