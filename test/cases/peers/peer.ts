import type { PreviewProps } from '../../../src';

/** What another product offers, and what rules here do the same. */
export interface Peer {
  readonly name: string;
  readonly cases: readonly PeerCase[];
  /** What has no place on Amazon Cognito, and why. */
  readonly impossible: readonly Without[];
  /** What could be there and is not. */
  readonly missing: readonly Without[];
}

export interface PeerCase {
  /** As the product calls it. */
  readonly feature: string;
  /** A list of rules in TypeScript, of the names that `test/support/written.ts` has. */
  readonly rules: string;
  readonly given: Given;
  readonly gives: Gives;
  /** The same rules for another request, where that tells something. */
  readonly otherwise?: { readonly given: Given; readonly gives: Gives };
  /** Where the two are not quite the same. */
  readonly remark?: string;
}

/** Whom the token is previewed for. */
export type Given = Omit<PreviewProps, 'client'> & { readonly client?: 'webClient' };

/** Claims of the tokens; those that are undefined are not in the token. */
export interface Gives {
  /** In both tokens. */
  readonly claims?: Claims;
  readonly idToken?: Claims;
  readonly accessToken?: Claims;
}

type Claims = { readonly [claim: string]: unknown };

export interface Without {
  readonly feature: string;
  readonly why: string;
}
