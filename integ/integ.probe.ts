import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import { ProbeStack } from './stack';

const app = new App();
const stack = new ProbeStack(app, 'TokenEnricherProbe');
app.synth();

/** The description that integ-runner expects: it deploys the stack, runs the script in this folder, and destroys the stack, after a failure too. */
Manifest.saveIntegManifest({
  version: Manifest.version(),
  testCases: {
    probe: {
      stacks: [stack.artifactId],
      stackUpdateWorkflow: false,
      cdkCommandOptions: { deploy: { args: { outputsFile: 'integ/outputs.json' } } },
      hooks: { postDeploy: ['npx tsx --tsconfig tsconfig.json run.ts --outputs outputs.json --report report.md'] },
    },
  },
}, path.join(app.outdir, 'integ.json'));
