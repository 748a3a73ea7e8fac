import type { CustomResourceEvent } from '../../lambda-src/attach/handler';
import { FORMER_TRIGGER_TYPE, type AttachmentProperties } from '../../src/core/attachment/contract';

/** The response of the CDK's entry point to CloudFormation. */
export interface Response {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly [name: string]: string };
}

/** The rollback of CloudFormation after an update that failed in another resource. The documentation of AWS allows both. */
export type RollbackOfReplacement = 'UPDATE' | 'DELETE_ONLY';

export interface StackOptions {
  /** Advances the time. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Invokes the function; undefined if it never responds. */
  readonly invoke: (event: CustomResourceEvent) => Promise<Response | undefined>;
  /** Number of Lambda's retries if the function crashes. */
  readonly lambdaRetries: number;
  readonly rollback?: RollbackOfReplacement;
}

interface Resource {
  readonly physicalId: string;
  readonly properties: AttachmentProperties;
}

export type Outcome = 'COMPLETE' | 'ROLLED_BACK' | 'STUCK';

/** Milliseconds before Lambda retries a function. CloudFormation waits longer, up to `TIMEOUT`. */
const LAMBDA_PAUSE = 60_000;
const TIMEOUT = 3_600_000;
/** Users retry an operation that got stuck. */
const ATTEMPTS = 3;

/** Emulates CloudFormation for one attachment and, if it replaces a trigger, the resource before it that reads this trigger. */
export class Stack {
  public resource?: Resource;
  private former?: Resource;
  /** Reasons of failures. */
  public readonly reasons: string[] = [];
  private generated = 0;

  constructor(private readonly options: StackOptions) {}

  /** @param laterFails true if a later resource fails, which causes a rollback */
  public async create(written: AttachmentProperties, laterFails = false): Promise<Outcome> {
    const properties = await this.look(written);
    if (!properties) {
      return 'ROLLED_BACK';
    }
    const response = await this.send({ RequestType: 'Create', ResourceProperties: properties });
    // CloudFormation generates an id if the function never responds
    const physicalId = response?.PhysicalResourceId ?? `Stack-Attachment-${++this.generated}ABCDEF`;
    if (response?.Status === 'SUCCESS' && !laterFails) {
      this.resource = { physicalId, properties };
      return 'COMPLETE';
    }
    return await this.destroy({ physicalId, properties }) ? 'ROLLED_BACK' : 'STUCK';
  }

  public async update(written: AttachmentProperties, laterFails = false): Promise<Outcome> {
    const before = this.resource!;
    const properties = await this.look(written);
    if (!properties) {
      return 'ROLLED_BACK';
    }
    const response = await this.send(updateOf(before.physicalId, before.properties, properties));
    const physicalId = response?.PhysicalResourceId ?? before.physicalId;
    if (response?.Status === 'SUCCESS' && !laterFails) {
      this.resource = { physicalId, properties };
      // a failed cleanup is only a warning
      return physicalId === before.physicalId || await this.destroy(before) ? 'COMPLETE' : 'STUCK';
    }
    if (physicalId !== before.physicalId && this.options.rollback === 'DELETE_ONLY') {
      return await this.destroy({ physicalId, properties }) ? 'ROLLED_BACK' : 'STUCK';
    }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const formerly = await this.look(before.properties);
      const back = formerly && await this.send(updateOf(physicalId, properties, formerly));
      if (formerly && back?.Status === 'SUCCESS') {
        this.resource = { physicalId: back.PhysicalResourceId, properties: formerly };
        return back.PhysicalResourceId === physicalId || await this.destroy({ physicalId, properties }) ? 'ROLLED_BACK' : 'STUCK';
      }
    }
    return 'STUCK';
  }

  public async delete(): Promise<Outcome> {
    return await this.destroy(this.resource!) ? 'COMPLETE' : 'STUCK';
  }

  /** The properties with the trigger that the other resource found; undefined if that resource failed. */
  private async look({ Former: _former, ...properties }: AttachmentProperties): Promise<AttachmentProperties | undefined> {
    if (properties.OnConflict !== 'REPLACE') {
      return properties;
    }
    const { former } = this;
    if (former?.properties.UserPoolId !== properties.UserPoolId) {
      const event: CustomResourceEvent = former
        ? updateOf(former.physicalId, former.properties, properties)
        : { RequestType: 'Create', ResourceProperties: properties };
      const response = await this.send({ ...event, ResourceType: FORMER_TRIGGER_TYPE });
      if (response?.Status !== 'SUCCESS') {
        return undefined;
      }
      this.former = { physicalId: response.PhysicalResourceId, properties: { ...properties, Former: response.Data!.Trigger } };
    }
    return this.former!.properties.Former === undefined ? properties : { ...properties, Former: this.former!.properties.Former };
  }

  private async destroy({ physicalId, properties }: Resource): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const response = await this.send({ RequestType: 'Delete', PhysicalResourceId: physicalId, ResourceProperties: properties });
      if (response?.Status === 'SUCCESS') {
        return true;
      }
    }
    return false;
  }

  private async send(event: CustomResourceEvent): Promise<Response | undefined> {
    for (let attempt = 0; attempt <= this.options.lambdaRetries; attempt++) {
      const response = await this.options.invoke(event);
      if (response) {
        if (response.Status === 'FAILED') {
          this.reasons.push(response.Reason);
        }
        return response;
      }
      await this.options.wait(attempt < this.options.lambdaRetries ? LAMBDA_PAUSE : TIMEOUT);
    }
    return undefined;
  }
}

function updateOf(physicalId: string, old: AttachmentProperties, properties: AttachmentProperties): CustomResourceEvent {
  return { RequestType: 'Update', PhysicalResourceId: physicalId, ResourceProperties: properties, OldResourceProperties: old };
}
