/** One mistake: where it is, what was given, what is allowed, and what to do. */
export interface Problem {
  /** Stable name of the kind of mistake. */
  readonly check: string;
  /** Place in the props, such as `claims[2].value.key.pk`. */
  readonly path: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Something that works and is likely not meant; users can acknowledge it by its id. */
export interface Warning {
  readonly id: string;
  readonly path: string;
  readonly message: string;
}

/** All problems of one construct in one string, in the order of the props. */
export function describeProblems(subject: string, all: readonly Problem[]): string {
  // what else is wrong at the place of an option that is of a wrong type follows from that
  const problems = all.filter(({ check, path }) => check === 'Option' || !all.some(other => other.check === 'Option' && other.path === path));
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = [...problems].sort((a, b) => placeIn(a.path) - placeIn(b.path)).map(({ check, path, given, allowed, fix }) => [
    `${path}: ${check}`,
    `  given:   ${given}`,
    `  allowed: ${allowed}`,
    `  fix:     ${fix}`,
  ].join('\n'));
  return `${subject} has ${count}:\n\n${lines.join('\n\n')}\n`;
}

const LISTS = ['userPool', 'deny', 'claims', 'scopes', 'groups', 'sources'];

/** A number that grows with the place in the props. */
function placeIn(path: string): number {
  const [, list, index] = /^([a-zA-Z]+)(?:\[([0-9]+)\])?/.exec(path) ?? [];
  const position = LISTS.indexOf(list);
  return (position < 0 ? LISTS.length : position) * 1_000_000 + Number(index ?? 0);
}

/** Something that was given, for people: short, quoted, on one line. */
export function show(given: unknown): string {
  switch (typeof given) {
    case 'string': return `'${shorten(given.replace(/\s/g, ' '))}'`;
    case 'undefined': return 'nothing';
    case 'function': return 'a function';
    case 'object': return given === null ? 'null' : showObject(given);
    default: return String(given);
  }
}

function showObject(given: object): string {
  return typeName(given) ?? shorten(jsonStart(given));
}

/** The class of an object that is no plain map or list. */
function typeName(given: object): string | undefined {
  const type: unknown = Object.getPrototypeOf(given)?.constructor?.name;
  return type === undefined || type === 'Object' || type === 'Array' ? undefined : `an object of ${String(type)}`;
}

/** The beginning of the JSON of something: it may be huge, or contain itself. */
function jsonStart(given: object): string {
  let text = '';
  const write = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      text += typeof value === 'string' ? JSON.stringify(value) : String(value);
    } else if (typeName(value) !== undefined) {
      text += typeName(value);
    } else {
      const isList = Array.isArray(value);
      text += isList ? '[' : '{';
      for (const [index, name] of Object.keys(value).entries()) {
        if (text.length > SHOWN) {
          return;
        }
        text += `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(name)}:`}`;
        write((value as Record<string, unknown>)[name]);
      }
      text += isList ? ']' : '}';
    }
  };
  write(given);
  return text;
}

/** Characters of what was given that a message shows. */
const SHOWN = 80;

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}...` : text;
}
