import { ApiError, invalidParameter } from './api-error';

/** Members of a request, checked against the types of the service model. Errors are worded as those of the API. */
export class Input {
  /** @throws if the body is not a JSON object */
  public static parse(body: string): Input {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      throw serializationError('The request is not JSON.');
    }
    if (!isRecord(parsed)) {
      throw serializationError('The request is not a JSON object.');
    }
    return new Input(parsed);
  }

  private constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  public text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined) {
      const member = name[0].toLowerCase() + name.slice(1);
      throw invalidParameter(`1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`);
    }
    return text;
  }

  public optionalText(name: string): string | undefined {
    const value = this.member(name);
    if (value !== undefined && typeof value !== 'string') {
      throw serializationError(`${name} is not a string.`);
    }
    return value;
  }

  public texts(name: string): readonly string[] | undefined {
    const value = this.member(name);
    if (value !== undefined && !(Array.isArray(value) && value.every(element => typeof element === 'string'))) {
      throw serializationError(`${name} is not a list of strings.`);
    }
    return value;
  }

  public map(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.member(name);
    if (value === undefined) {
      return undefined;
    }
    // null counts as absent here too: Amplify sends such parameters
    const entries = isRecord(value) ? Object.entries(value).filter(([, member]) => member !== null) : undefined;
    if (!entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
      throw serializationError(`${name} is not a map of strings.`);
    }
    return Object.fromEntries(entries);
  }

  /** `AuthParameters`, `ChallengeResponses` and the like. */
  public parameters(name: string): Parameters {
    return new Parameters(this.map(name) ?? {});
  }

  private member(name: string): unknown {
    // null counts as absent, as in the SDKs
    return Object.hasOwn(this.members, name) ? this.members[name] ?? undefined : undefined;
  }
}

/** Parameters whose names are not part of the service model. */
export class Parameters {
  private readonly values: ReadonlyMap<string, string>;

  constructor(values: Readonly<Record<string, string>>) {
    this.values = new Map(Object.entries(values));
  }

  public get(name: string): string {
    const value = this.find(name);
    if (value === undefined || value === '') {
      throw invalidParameter(`Missing required parameter ${name}`);
    }
    return value;
  }

  public find(name: string): string | undefined {
    return this.values.get(name);
  }

  /** Parameters whose names start with the prefix, by their names without it. */
  public startingWith(prefix: string): ReadonlyMap<string, string> {
    const matching = [...this.values].filter(([name]) => name.startsWith(prefix));
    return new Map(matching.map(([name, value]) => [name.slice(prefix.length), value]));
  }
}

function serializationError(message: string): ApiError {
  return new ApiError('SerializationException', message);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
