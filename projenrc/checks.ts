import { github, JsonPatch, type awscdk } from 'projen';

/** The workflow that runs everything that guards main, for each pull request and before each release. */
export function configureChecks(project: awscdk.AwsCdkConstructLibrary): void {
  const checks = project.github!.addWorkflow('checks');
  checks.on({ pullRequest: {}, workflowCall: {}, workflowDispatch: {} });
  checks.addJob('checks', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 90,
    env: { CI: 'true', CHROMIUM: '/usr/bin/google-chrome' },
    tools: { node: { version: '24' }, go: { version: 'stable' }, java: { version: '17' }, python: { version: '3.x' } },
    steps: [
      // the version of a release follows from all tags
      github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }),
      { name: 'Install shells and a compiler', run: 'sudo apt-get update && sudo apt-get install --yes fish zsh mono-mcs' },
      { name: 'Name the browser', run: 'sudo ln -sf "$CHROMIUM" /usr/local/bin/chromium' },
      { name: 'Run all checks', run: 'bash .ci/run' },
    ],
  });
  project.tryFindObjectFile('.github/workflows/release.yml')!.patch(
    JsonPatch.add('/jobs/checks', { uses: './.github/workflows/checks.yml', permissions: { contents: 'read' } }),
    JsonPatch.add('/jobs/release/needs', ['checks']),
  );
}
