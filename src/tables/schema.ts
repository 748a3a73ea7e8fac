/** The key schema of a table or an index. Each attribute has its DynamoDB type, S, N or B, if it is known. */
export interface KeySchema {
  readonly partition: { readonly [attribute: string]: string | undefined };
  readonly sort: { readonly [attribute: string]: string | undefined };
}

export interface IndexSchema extends KeySchema {
  readonly isGlobal: boolean;
  /** The attributes that are projected into the index, including the keys; undefined if all attributes are. */
  readonly attributes?: readonly string[];
}

export interface TableSchema extends KeySchema {
  readonly indexes: ReadonlyMap<string, IndexSchema>;
  /** The keys are known from the sources only, so they always match. */
  readonly isInferred?: true;
  /** The table can have a sort key that is not known. */
  readonly isPartial?: true;
}

export function keyNames({ partition, sort }: KeySchema): readonly string[] {
  return [...Object.keys(partition), ...Object.keys(sort)];
}
