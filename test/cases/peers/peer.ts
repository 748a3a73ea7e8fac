import type { PreviewProps } from '../../../src';

/** Features of another product, and equivalent rules. */
export interface Peer {
  readonly name: string;
  /** Markdown before the table. */
  readonly introduction?: string;
  readonly cases: readonly PeerCase[];
  /** Features that are impossible with Amazon Cognito, and why. */
  readonly impossible: readonly Without[];
  /** Features that would be possible but are missing. */
  readonly missing: readonly Without[];
}

export interface PeerCase {
  /** The name that the product uses. */
  readonly feature: string;
  /** A list of rules in TypeScript, with the names of `test/support/written.ts`. */
  readonly rules: string;
  readonly given: Given;
  readonly gives: Gives;
  /** The same rules for another request, if it shows a difference. */
  readonly otherwise?: { readonly given: Given; readonly gives: Gives };
  /** Difference from the product, if any. */
  readonly remark?: string;
}

/** The subject and request of the preview. */
export type Given = Omit<PreviewProps, 'client'> & { readonly client?: 'webClient' };

/** Claims of the tokens. Undefined claims must not be in the token. */
export interface Gives {
  /** In both tokens. */
  readonly claims?: Claims;
  readonly idToken?: Claims;
  readonly accessToken?: Claims;
  /** The message of the denial, instead of tokens. */
  readonly denied?: string;
}

type Claims = { readonly [claim: string]: unknown };

export interface Without {
  readonly feature: string;
  readonly why: string;
}
