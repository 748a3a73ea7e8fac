import { OPERATORS } from '../core/operators';
import type { Operator } from '../core/operators/operator';

interface Known {
  readonly name: string;
  readonly operator: Operator;
}

/**
 * What something is called here that other products call as the string begins; nothing where none does. Their names are no words of
 * the grammar: they have dots, blanks and signs in them.
 *
 * @param text what was written, and all behind it
 * @param short whether the last part of a name counts as well: `toUpperCase` of `String.toUpperCase`
 */
export function knownElsewhere(text: string, short = false): string | undefined {
  const found = [...OPERATORS.values()].flatMap(operator => namesOf(operator, short).map((name): Known => ({ name, operator })))
    .filter(({ name }) => startsWith(text, name));
  const longest = Math.max(...found.map(({ name }) => name.length));
  const meant = found.filter(({ name }) => name.length === longest);
  return meant.length === 0 ? undefined : `; ${text.slice(0, longest)} is ${nameAll([...new Set(meant.map(({ operator }) => operator))])}`;
}

function namesOf({ documentation: { peers = [] } }: Operator, short: boolean): readonly string[] {
  return short ? peers.flatMap(peer => [peer, ...(/^[\w.]+\.(\w+)$/.exec(peer) ?? []).slice(1)]) : peers;
}

/** A name ends where a word does. */
function startsWith(text: string, name: string): boolean {
  return text.toLowerCase().startsWith(name.toLowerCase()) && !(/\w$/.test(name) && /^\w/.test(text.slice(name.length)));
}

function nameAll(operators: readonly Operator[]): string {
  const quoted = (each: readonly Operator[]): string => each.map(({ name }) => `'${name}'`).join(' or ');
  const transforms = operators.filter(({ template }) => template);
  const others = operators.filter(({ template }) => !template);
  return [
    ...transforms.length > 0 ? [`${quoted(transforms)} here`] : [],
    ...others.length > 0 ? [transforms.length > 0 ? `or ${quoted(others)}` : `${quoted(others)} here`, 'which is no transform of templates'] : [],
  ].join(', ');
}
