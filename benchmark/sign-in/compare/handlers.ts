import { stableStringify } from '../../../src/core/document/json';
import type { Setting } from '../setting';
import { build, type Variant } from '../variants';

/** The compared handlers. */
export interface Handlers {
  readonly identity: Variant;
  readonly eventAlone: Variant;
  readonly ours: Variant;
  readonly documentClient: Variant;
  readonly documentClientBundled: Variant;
  readonly handSigned: Variant;
}

export function handlersOf({ ours }: Setting): Handlers {
  return {
    identity: build('identity', 'identity'),
    eventAlone: ours('EventAlone', 'ours, event alone'),
    ours: ours('OneTable', 'ours, one table'),
    documentClient: build('document-client', 'document client, node_modules', 'external'),
    documentClientBundled: build('document-client', 'document client, bundled'),
    handSigned: build('hand-signed', 'hand-signed request'),
  };
}

/** Verifies that the handlers return equal tokens, as a handler could be faster because it does something else. */
export async function checkAnswers(handlers: Handlers, setting: Setting): Promise<void> {
  const answers = await Promise.all([handlers.ours, handlers.eventAlone, handlers.documentClient].map(async each => {
    const { answer } = await setting.start(each, { node: 24 });
    const { idTokenGeneration, accessTokenGeneration } = answer.response.claimsAndScopeOverrideDetails;
    return stableStringify([idTokenGeneration, { ...accessTokenGeneration, scopesToAdd: [...accessTokenGeneration.scopesToAdd].sort() }]);
  }));
  if (new Set(answers).size > 1) {
    throw new Error(`the handlers return different tokens:\n${answers.join('\n')}`);
  }
}
