/** Type of the custom resource that sets a trigger. */
export const ATTACHMENT_TYPE = 'Custom::CognitoTokenEnricherAttachment';

/** Type of the one before it, that finds out which trigger it will replace. */
export const FORMER_TRIGGER_TYPE = 'Custom::CognitoTokenEnricherFormerTrigger';
