import * as nodeModule from 'node:module';
import * as path from 'node:path';
import type { EnricherBundle } from '../../../src/bundle/bundle';
import type { Enricher } from '../app/model';
import { UsageError } from '../errors';

/** Loads the code in the asset of an enricher, so that a preview runs the code that is deployed. It only evaluates rules: nothing is read or sent. */
export function loadAssetBundle({ asset, path: own }: Enricher): EnricherBundle {
  const file = path.join(asset, 'enricher.js');
  let bundle: Partial<EnricherBundle>;
  try {
    bundle = nodeModule.createRequire(file)(file) as Partial<EnricherBundle>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([`The code of ${own} cannot be loaded from ${file} (${reason.split('\n')[0]}): run \`npx cdk synth\` again.`]);
  }
  const { loadRuleset, readEvent, evaluateWithAnswers, denialMessage } = bundle;
  if (!loadRuleset || !readEvent || !evaluateWithAnswers || !denialMessage) {
    throw new UsageError([`${own} was synthesized by another version of cdk-cognito-token-enricher, whose code cannot be previewed: install the matching version of token-enricher.`]);
  }
  return bundle as EnricherBundle;
}
