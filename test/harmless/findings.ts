import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { DesignedPool } from './app';
import { CLAIM_PREFIX, DEPARTMENT, IDP_GROUPS, WRITABLE, type Design } from './design';
import { Builder } from './expressions';
import { rulesOf } from './rules';
import { Sources } from './sources';
import { VARIANTS, type Variant } from './variants';
import { Attachment, NamingPolicy, OnExcess, TokenBudget, TokenEnricher, type NamingRules, type PoolFacts } from '../../src';
import { textsOf } from '../support/notes';

const PACKAGE = 'cdk-cognito-token-enricher:';
const NAMING: NamingRules = { claimPrefix: CLAIM_PREFIX, claimExceptions: ['role', 'https://hasura.io/jwt/claims'], scopePrefix: 'api/', scopeExceptions: ['aws.cognito.signin.user.admin'] };

/** The findings of the library about a design, of which a harmless one has none. */
export function findingsOf(design: Design, outdir: string): readonly string[] {
  try {
    const app = new App({
      outdir, analyticsReporting: false, treeMetadata: false, stackTraces: false, context: { 'aws:cdk:disable-asset-staging': true },
    });
    const stack = new Stack(app, 'Stack');
    addEnricher(app, stack, design);
    return textsOf(app.synth()).filter(text => text.includes(PACKAGE));
  } catch (error) {
    const { message, stack } = error as Error;
    return [message || String(stack)];
  }
}

/** The names of findings: of errors, warnings and information. */
export function namesOf(findings: readonly string[]): string {
  const names = findings.flatMap(text => [...text.matchAll(/: (\w+)\n|cdk-cognito-token-enricher:(\w+)/g)].map(([, error, warning]) => error ?? warning));
  return [...new Set(names)].sort().join() || findings.join().slice(0, 120);
}

function addEnricher(app: App, stack: Stack, design: Design): void {
  const { parts, policy, attachment, naming, budget, tables, variant, version } = design;
  const pool = new DesignedPool(app, stack, design);
  const sources = new Sources(tables === 'elsewhere' ? new Stack(app, 'TableStack') : stack, tables, policy);
  const builder = new Builder({ source: name => sources.get(name), client: position => pool.clients[position] });
  if (naming === 'app') {
    NamingPolicy.of(app).add(NAMING);
  }
  const { props, add } = variant ? VARIANTS[variant] : {} as Variant;
  const enricher = new TokenEnricher(stack, 'TokenEnricher', {
    userPool: pool.userPool,
    ...rulesOf(parts.flatMap(({ rules }) => rules), builder),
    // templates name it
    sources: ['profile', 'account'].filter(name => JSON.stringify(parts).includes(`{{${name}.`)).map(name => sources.get(name)),
    attachment: attachmentOf(attachment),
    triggerVersion: version && cognito.LambdaVersion[version],
    poolFacts: design.pool.by === 'imported' ? factsOf(design) : undefined,
    naming: naming === 'enricher' ? NAMING : undefined,
    tokenBudget: budget && TokenBudget[budget]({ onExcess: OnExcess.DROP }),
    ...props?.(stack),
  });
  add?.(enricher, pool, app, design);
}

function attachmentOf(kind: Design['attachment']): Attachment | undefined {
  switch (kind) {
    case 'inTemplate': return Attachment.inTemplate();
    case 'grantBeforeAttach': return Attachment.inTemplate({ grantBeforeAttach: true });
    case 'customResource': return Attachment.customResource();
    default: return undefined;
  }
}

/** The statements about a pool of another app. */
function factsOf({ pool: { plan }, providers }: Design): PoolFacts {
  return {
    featurePlan: cognito.FeaturePlan[plan],
    customAttributes: [DEPARTMENT, IDP_GROUPS, 'pet'],
    userWritableAttributes: [...WRITABLE, ...providers.length > 0 ? [IDP_GROUPS] : []],
    mappedAttributes: providers.length > 0 ? { [IDP_GROUPS]: providers.map(({ name }) => name) } : {},
  };
}
