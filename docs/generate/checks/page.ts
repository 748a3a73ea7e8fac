import type { App, Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { TableSource, TokenEnricherProps } from '../../../src';
import type { InformationId, PoolWarningId, ProblemId, WarningId } from '../../../src/problems/ids';

export type FindingId = ProblemId | WarningId | PoolWarningId | InformationId;

/** The names that examples use. */
export interface ExampleNames {
  readonly app: App;
  readonly stack: Stack;
  readonly userPool: UserPool;
  readonly table: Table;
  readonly profile: TableSource;
}

/** The props of an enricher on `userPool`; nothing if the example creates its enricher itself. */
export type Example = (names: ExampleNames) => Partial<TokenEnricherProps> | void;

export interface CheckPage {
  /** The mistake, in one sentence. Not for checks of `src/checks` that have it as `finds`. */
  readonly finds?: string;
  /** The effect on tokens or on the deployment if nobody reports it. */
  readonly why: string;
  /** Gives this finding and no other. */
  readonly reported: Example;
  /** The smallest change of `reported` that gives no finding. */
  readonly accepted: Example;
}

export type CheckPages = { readonly [id in FindingId]?: CheckPage };
