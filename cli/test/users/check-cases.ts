import type { LocalApp } from '../../src/app/model';
import { checkUsersFile, type CheckedUsersFile } from '../../src/users/check';
import { parseUsersFile } from '../../src/users/parse';

export function check(text: string, app: LocalApp): CheckedUsersFile {
  return checkUsersFile(parseUsersFile(text, 'f.json'), text, 'f.json', app);
}

export interface Case {
  readonly name: string;
  readonly app: LocalApp;
  readonly wrong: string;
  readonly problem: string;
  /** The most similar correct values. */
  readonly right: ReadonlyArray<string | readonly [text: string, app: LocalApp]>;
}

/** The problem of the wrong file is the only one, and the right files have none. */
export function expectProblem({ app, wrong, problem, right }: Case): void {
  expect(check(wrong, app).problems).toEqual([problem]);
  for (const each of right) {
    const [text, ofApp] = typeof each === 'string' ? [each, app] : each;
    expect({ text, problems: check(text, ofApp).problems }).toEqual({ text, problems: [] });
  }
}

/** As `expectProblem`, for a note. */
export function expectNote({ app, wrong, problem, right }: Case): void {
  expect(check(wrong, app)).toEqual({ problems: [], notes: [problem] });
  for (const each of right) {
    const [text, ofApp] = typeof each === 'string' ? [each, app] : each;
    expect({ text, ...check(text, ofApp) }).toEqual({ text, problems: [], notes: [] });
  }
}
