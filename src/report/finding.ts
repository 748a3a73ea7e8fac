import type { InformationId, PoolWarningId, ProblemId, WarningId } from '../problems/ids';
import type { Problem, Warning } from '../problems/problems';

/** The metadata of a construct with its findings, in the manifest of the assembly. The command `token-enricher check` reads it. */
export const FINDINGS_METADATA = 'token-enricher:findings';

/** A change that an older reader of findings would misread increments it. */
export const FINDINGS_VERSION = 1;

/** The findings of one construct in the manifest. */
export interface LeftFindings {
  readonly version: number;
  readonly findings: readonly LeftFinding[];
}

export interface LeftFinding extends Finding {
  /** The construct path of the enricher or user pool. */
  readonly construct: string;
  /** The reason, or true if the CDK does not keep it. */
  readonly acknowledged?: string | true;
}

/** A finding of any severity, in the form in which assemblies contain it. */
export interface Finding {
  readonly id: ProblemId | WarningId | PoolWarningId | InformationId;
  readonly severity: 'error' | 'warning' | 'info';
  /** The path in the props, such as `claims[2].value.key.pk`. */
  readonly path: string;
  /** The text of a warning or of information. */
  readonly message?: string;
  /** The given and the allowed values of an error. */
  readonly given?: string;
  readonly allowed?: string;
  readonly fix?: string;
}

/** A choice that the library has made. */
export interface Information {
  readonly id: InformationId;
  /** The prop that changes it. */
  readonly path: string;
  readonly message: string;
}

export function ofProblem({ check, path, given, allowed, fix }: Problem): Finding {
  return { id: check, severity: 'error', path, given, allowed, fix: fix.replace(/\n\s+/g, '\n') };
}

export function ofWarning({ id, path, message, fix }: Warning): Finding {
  return { id, severity: 'warning', path, message, fix };
}

export function ofInformation({ id, path, message }: Information): Finding {
  return { id, severity: 'info', path, message };
}

/** The finding without its fix, for a reader who has no other text. */
export function describeFinding({ id, severity, path, message, given, allowed }: Finding): string {
  switch (severity) {
    case 'error': return `${path}: ${id}\n  given:   ${given}\n  allowed: ${allowed}`;
    case 'warning': return `${path}: ${message}`;
    default: return message!;
  }
}
