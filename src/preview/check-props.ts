import type { PreviewProps } from './preview-props';
import type { RulesetDocument } from '../core/document/document';
import { show, type Problem } from '../problems/problems';
import { didYouMean } from '../problems/suggest';

/** Reports names that do not match the rules: with a wrong name, a test would pass for the wrong reason. */
export function checkProps(props: PreviewProps, { sources }: RulesetDocument): readonly Problem[] {
  const names = Object.keys(sources);
  const unknown = (member: string, given: readonly string[]): readonly Problem[] => given.filter(name => !names.includes(name)).map(name => ({
    check: 'PreviewSource',
    path: `preview.${member}`,
    given: `'${name}'${didYouMean(name, names)}`,
    allowed: names.length > 0 ? `the sources of the rules: ${names.join(', ')}` : 'no names: the rules have no sources',
    fix: 'correct the name, or leave it out',
  }));
  return [
    ...unknown('items', Object.keys(props.items ?? {})),
    ...unknown('failingSources', props.failingSources ?? []),
    ...props.now !== undefined && Number.isNaN(props.now.getTime()) ? [{
      check: 'PreviewTime' as const,
      path: 'preview.now',
      given: show(String(props.now)),
      allowed: 'a valid date',
      fix: "write it as new Date('2030-01-01T00:00:00Z'), or leave it out",
    }] : [],
  ];
}
