import { PEER_NAMES } from './peer-names';
import { OPERATORS, type OperatorName } from '../core/operators';
import type { Operator } from '../core/operators/operator';

interface Known {
  readonly name: string;
  readonly operator: Operator;
}

/**
 * A hint if the text starts with the name that another product has for an operator; undefined if not. These names are not part of the grammar,
 * as they can contain dots, spaces and other characters.
 *
 * @param text the rest of the template, from the unknown name on
 * @param short true to also match the last part of a name, such as `toUpperCase` of `String.toUpperCase`
 */
export function knownElsewhere(text: string, short = false): string | undefined {
  const found = [...OPERATORS.values()].flatMap(operator => namesOf(operator.name, short).map((name): Known => ({ name, operator })))
    .filter(({ name }) => startsWith(text, name));
  const longest = Math.max(...found.map(({ name }) => name.length));
  const meant = found.filter(({ name }) => name.length === longest);
  return meant.length === 0 ? undefined : `; ${text.slice(0, longest)} is ${nameAll([...new Set(meant.map(({ operator }) => operator))])}`;
}

function namesOf(operator: OperatorName, short: boolean): readonly string[] {
  const peers = PEER_NAMES[operator] ?? [];
  return short ? peers.flatMap(peer => [peer, ...(/^[\w.]+\.(\w+)$/.exec(peer) ?? []).slice(1)]) : peers;
}

/** True if the text starts with the name, and the name does not end inside a word. */
function startsWith(text: string, name: string): boolean {
  return text.toLowerCase().startsWith(name.toLowerCase()) && !(/\w$/.test(name) && /^\w/.test(text.slice(name.length)));
}

function nameAll(operators: readonly Operator[]): string {
  const quoted = (each: readonly Operator[]): string => each.map(({ name }) => `'${name}'`).join(' or ');
  const transforms = operators.filter(({ template }) => template);
  const others = operators.filter(({ template }) => !template);
  return [
    ...transforms.length > 0 ? [`${quoted(transforms)} here`] : [],
    ...others.length > 0 ? [transforms.length > 0 ? `or ${quoted(others)}` : `${quoted(others)} here`, 'which is not available as a transform in templates'] : [],
  ].join(', ');
}
