import { ApiError, invalidParameter } from './api-error';

/** Members of a request: of the types that the service model has, or an error in the words of the API. */
export class Input {
  /** @throws where the body is no JSON object */
  public static parse(body: string): Input {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      throw serializationError('The request is no JSON.');
    }
    if (!isRecord(parsed)) {
      throw serializationError('The request is no JSON object.');
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
      throw serializationError(`${name} is no string.`);
    }
    return value;
  }

  public texts(name: string): readonly string[] | undefined {
    const value = this.member(name);
    if (value !== undefined && !(Array.isArray(value) && value.every(element => typeof element === 'string'))) {
      throw serializationError(`${name} is no list of strings.`);
    }
    return value;
  }

  public map(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.member(name);
    if (value === undefined) {
      return undefined;
    }
    // null counts as absent here too: the library of Amplify sends such parameters
    const entries = isRecord(value) ? Object.entries(value).filter(([, member]) => member !== null) : undefined;
    if (!entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
      throw serializationError(`${name} is no map of strings.`);
    }
    return Object.fromEntries(entries);
  }

  /** `AuthParameters` and its kin. */
  public parameters(name: string): Parameters {
    return new Parameters(this.map(name) ?? {});
  }

  private member(name: string): unknown {
    // null counts as absent, as in the SDKs
    return Object.hasOwn(this.members, name) ? this.members[name] ?? undefined : undefined;
  }
}

/** Parameters whose names the service model does not have. */
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

  /** Those whose names begin so, without the prefix. */
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
