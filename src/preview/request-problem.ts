import type { PreviewProps } from './preview-props';
import type { Problem } from '../problems/problems';

/** A property of a request that cannot happen. */
export function requestProblem(property: keyof PreviewProps, given: string, allowed: string, fix: string): Problem {
  return { check: 'PreviewRequest', path: `preview.${property}`, given, allowed, fix };
}
