/** How an attachment was chosen. */
export type AttachmentKind = 'auto' | 'inTemplate' | 'none';

/** How the function becomes the pre token generation trigger of the user pool. */
export class Attachment {
  /**
   * Chosen by the user pool: the trigger is set in the template of a `UserPool` of the app. For any other pool it is an error,
   * which names what to do.
   */
  public static auto(): Attachment {
    return new Attachment('auto');
  }

  /**
   * The trigger is set in the template that the user pool is in. The pool has to be a `UserPool` of the app, in the stack of the
   * enricher, in a nested stack, or in another stack that nothing of the enricher's stack refers to.
   */
  public static inTemplate(): Attachment {
    return new Attachment('inTemplate');
  }

  /**
   * The function is made and attached to nothing. Set it as the trigger yourself, with the version in `triggerVersion`, and let
   * `cognito-idp.amazonaws.com` call it for your pool alone.
   */
  public static none(): Attachment {
    return new Attachment('none');
  }

  /** @internal */
  public readonly _kind: AttachmentKind;

  private constructor(kind: AttachmentKind) {
    this._kind = kind;
  }
}
