import { namesOf, resourcesNamed, type NamedResource } from './names';
import type { Finding, Path } from './source-text';
import { pathText, quoted, suggestion } from './wording';

/** The words for a kind of resource whose data is in the file. */
interface Words {
  /** The member of the file. */
  readonly member: 'items' | 'answers';
  readonly noun: 'table' | 'function';
  /** The use of the resource in rules. */
  readonly verb: 'read' | 'invoke';
}

/**
 * Names in the file that do not stand for one table or function of the app, and findings about the lists of the others.
 *
 * @param lists of the file, by name
 * @param check the list of one resource
 */
export function resourceFindings<R extends NamedResource, L>(
  lists: Readonly<Record<string, L>>, resources: readonly R[], words: Words, check: (resource: R, list: L, path: Path) => readonly Finding[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const entries = new Map<R, string>();
  for (const [name, list] of Object.entries(lists)) {
    const path = [words.member, name];
    const found = resourcesNamed(name, resources);
    const [resource] = found;
    const other = resource && entries.get(resource);
    if (found.length !== 1) {
      findings.push({ path, text: `${pathText(path)} ${unclear(name, found, resources, words)}` });
    } else if (other !== undefined) {
      findings.push({ path, text: `${pathText(path)} is the same ${words.noun} as ${pathText([words.member, other])}; write its ${words.member} in one list` });
    } else {
      entries.set(resource, name);
      findings.push(...check(resource, list, path));
    }
  }
  return findings;
}

function unclear(name: string, found: readonly NamedResource[], all: readonly NamedResource[], { noun, verb }: Words): string {
  if (found.length === 0) {
    const none = `none, because no rule ${verb}s a ${noun}; remove it`;
    return `is not a ${noun} that the rules of the app ${verb}; allowed: ${quoted(all.map(({ path }) => path), none)}${suggestion(name, namesOf(all))}`;
  }
  const paths = [...new Set(found.map(({ path }) => path))];
  // functions of other accounts and Regions can have the same name
  return paths.length === found.length
    ? `matches ${found.length} ${noun}s; write the construct path: ${quoted(paths, '')}`
    : `matches ${found.length} ${noun}s; write the ARN: ${quoted(found.flatMap(({ arn }) => arn ?? []), '')}`;
}
