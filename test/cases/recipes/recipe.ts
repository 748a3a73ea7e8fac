import type { Stack } from 'aws-cdk-lib';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PreviewProps, TokenEnricherProps } from '../../../src';

/** A recipe of docs/recipes.md. Its code is printed as it stands here, and a test runs it. */
export interface Recipe {
  readonly title: string;
  /** Markdown before the code. */
  readonly text: string;
  /** The partition key, and the sort key if there is one, of each table that the code names. */
  readonly tables?: { readonly [name: string]: readonly [partitionKey: string, sortKey?: string] };
  /** The keys of the indexes of each table, in the same form. */
  readonly indexes?: { readonly [table: string]: { readonly [name: string]: readonly [partitionKey: string, sortKey?: string] } };
  /** The code: statements, then the props of the enricher without `userPool`. */
  readonly props: (names: RecipeNames) => Partial<TokenEnricherProps>;
  /** Warnings that synthesis gives, and why they are right. */
  readonly warnings?: { readonly [id: string]: string };
  /** Requests, and the tokens for them. */
  readonly situations: readonly Situation[];
  /** Changes of the code, each with a situation whose test then fails. */
  readonly mistakes?: readonly Mistake[];
  /** Markdown after the situations. */
  readonly remarks?: string;
}

/** The names that the code of recipes uses. */
export interface RecipeNames {
  readonly stack: Stack;
  readonly userPool: UserPool;
  /** An app client with a secret, whose users can write their `locale` alone. */
  readonly webClient: UserPoolClient;
  readonly tables: { readonly [name: string]: Table };
}

export interface Situation {
  readonly name: string;
  readonly given: Omit<PreviewProps, 'client'> & { readonly client?: 'webClient' };
  readonly gives: Gives;
}

export interface Mistake {
  readonly name: string;
  /** A part of the code, and the wrong code in its place. */
  readonly code: string;
  readonly instead: string;
  /** The name of the situation. */
  readonly fails: string;
}

/** Claims by token; undefined for a claim that must not be in it. Or the reason of a denial. */
export type Gives = { readonly accessToken?: Claims; readonly idToken?: Claims } | { readonly denied: string };

export interface Claims {
  readonly [claim: string]: unknown;
}
