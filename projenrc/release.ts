import { github, javascript, JsonPatch, release, type awscdk } from 'projen';

/** The environment of GitHub whose reviewers allow every publication, and which has the secrets of it. */
const ENVIRONMENT = 'release';
/** It publishes with the rights of the release, so it is not simply the newest one. */
const PUBLIB = '0.2.1061';
const COOLDOWN_DAYS = 7;

/** Commits of actions that projen refers to by tags. A new tag of projen needs its commit here: `test/release/workflows.test.ts`. */
const COMMITS: Readonly<Record<string, string>> = {
  'actions/setup-dotnet@v6.0.0': 'a98b56852c35b8e3190ac28c8c2271da59106c68',
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  // 5.7.0
  'actions/setup-java@v6.0.0': 'b6effb05e454b25005698d916606bdc6ffcbf961',
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'peter-evans/create-pull-request@v8.1.1': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
};
/** 4.2.2 */
const ATTEST = 'actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6';
/** With CI, tests demand shells and a browser that the machines of GitHub do not have. */
const TEST_COMMAND = 'env -u CI npm test --workspace cli';
const UNLESS_DRY_RUN = '${{ !inputs.dry_run }}';

const attest = (...files: readonly string[]): github.workflows.JobStep => ({
  name: 'Attest', if: UNLESS_DRY_RUN, uses: ATTEST, with: { 'subject-path': files.join('\n') },
});

/** How the packages are released. See docs/releasing.md. */
export const RELEASE = {
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: ENVIRONMENT,
  jsiiReleaseVersion: PUBLIB,
  // projen starts at 0.0.0
  nextVersionCommand: 'node -p "process.env.VERSION === \'0.0.0\' ? \'0.1.0\' : \'\'"',
  // the next major needs a newer Node.js than the oldest that the library supports
  bumpPackage: 'commit-and-tag-version@^12',

  npmTrustedPublishing: true,
  publishToPypi: { distName: 'cdk-cognito-token-enricher', module: 'cdk_cognito_token_enricher', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.tokenenricher.cdk',
    mavenGroupId: 'io.github.token-enricher',
    mavenArtifactId: 'cdk-cognito-token-enricher',
    mavenServerId: 'central-ossrh',
    postPublishSteps: [attest('dist/java/**/*.jar', 'dist/java/**/*.pom')],
  },
  publishToNuget: {
    dotNetNamespace: 'CdkCognitoTokenEnricher',
    packageId: 'CdkCognitoTokenEnricher',
    // no attestation: nuget.org adds its signature to each package, which changes the digest
    trustedPublishing: true,
  },
  publishToGo: {
    moduleName: 'github.com/token-enricher/cdk-cognito-token-enricher-go',
    packageName: 'tokenenricher',
    // a deploy key can write to one repository
    githubUseSsh: true,
  },

  depsUpgradeOptions: {
    cooldown: COOLDOWN_DAYS,
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY },
  },
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** The workflow of the library upgrades the dependencies of the command too. */
export const COMMAND_UPGRADE: javascript.UpgradeDependenciesOptions = { cooldown: COOLDOWN_DAYS, workflow: false };

export function configureRelease(project: awscdk.AwsCdkConstructLibrary): void {
  Object.entries(COMMITS).forEach(([action, commit]) => project.github!.actions.set(action, `${action.split('@')[0]}@${commit}`));
  addTasks(project);
  // before everything is packed
  project.tryFindObjectFile('.projen/tasks.json')!.patch(JsonPatch.add('/tasks/build/steps/5', { exec: TEST_COMMAND }));
  addCommand(project);
  attestGitHubRelease(project);

  const workflow = project.tryFindObjectFile('.github/workflows/release.yml')!;
  workflow.patch(
    // it only builds
    JsonPatch.replace('/jobs/release/permissions/contents', 'read'),
    JsonPatch.add('/jobs/release_github/needs/-', 'release_command'),
    ...['release_github', 'release_maven'].flatMap(job => [
      JsonPatch.add(`/jobs/${job}/permissions/id-token`, 'write'),
      JsonPatch.add(`/jobs/${job}/permissions/attestations`, 'write'),
    ]),
  );
}

function addTasks(project: awscdk.AwsCdkConstructLibrary): void {
  const script = (name: string) => `tsx --tsconfig test/tsconfig.json scripts/${name}.ts`;
  const task = (name: string) => project.tasks.tryFind(name)!;
  task('compat').reset(script('compat'), { receiveArgs: true });
  project.postCompileTask.spawn(task('compat'));
  project.npmignore?.exclude('/.compatignore');
  task('bump').exec(script('release-notes'));

  const packageCommand = project.addTask('package:command', {
    description: 'Packs the command, with the version of the library',
    steps: [
      { exec: 'npm pkg set version=$(node -p "require(\'./package.json\').version") --workspace cli' },
      { exec: 'npm run --silent compile --workspace cli' },
      { exec: 'mkdir -p dist/command' },
      { exec: 'npm pack --silent --workspace cli --pack-destination dist/command' },
      { exec: 'npm pkg set version=0.0.0 --workspace cli' },
    ],
  });
  const documentation = project.addTask('package:docs', {
    description: 'Packs the documentation, for readers without a network',
    steps: [
      { exec: 'mkdir -p dist/docs' },
      { exec: 'git archive --format tgz --output dist/docs/documentation.tgz HEAD README.md API.md CHANGELOG.md SECURITY.md LICENSE docs examples integ/README.md integ/questions.ts' },
    ],
  });
  const sbom = project.addTask('sbom', { description: 'Writes the SBOM of each npm package', exec: script('sbom') });
  project.packageTask.spawn(packageCommand);
  project.packageTask.spawn(documentation);
  project.packageTask.spawn(sbom);

  project.addTask('test:release', {
    description: 'Tests a release without its publication: version, notes, packages of npm, SBOMs, and the comparison of the API',
    exec: "jest --ci --testMatch '**/test/release/*.release.ts' --testTimeout 300000",
    receiveArgs: true,
  });

  // the pull request has what follows from newer dependencies, and exists only if the tests pass
  const upgraded = project.upgradeWorkflow!.postUpgradeTask;
  upgraded.exec('npm run upgrade --workspace cli');
  [project.preCompileTask, project.compileTask, project.postCompileTask, project.testTask].forEach(each => upgraded.spawn(each));
  upgraded.exec(TEST_COMMAND);
}

/** The job that publishes the command, after the library. */
function addCommand(project: awscdk.AwsCdkConstructLibrary): void {
  project.release!.addJobs({
    release_command: {
      name: 'Publish the command to npm',
      environment: ENVIRONMENT,
      needs: ['release', 'release_npm'],
      if: "needs.release.outputs.tag_exists != 'true' && needs.release.outputs.latest_commit == github.sha",
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ, idToken: github.workflows.JobPermission.WRITE },
      tools: { node: { version: '24' } },
      steps: [
        github.WorkflowSteps.downloadArtifact({
          name: 'Download build artifacts',
          with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' },
        }),
        {
          name: 'Release',
          run: `npx -p publib@${PUBLIB} publib-npm dist/command`,
          env: {
            NPM_DIST_TAG: 'latest',
            NPM_CONFIG_PROVENANCE: 'true',
            NPM_TRUSTED_PUBLISHER: 'true',
            PUBLIB_DRYRUN: '${{ inputs.dry_run }}',
          },
        },
      ],
    },
  });
}

/** The release on GitHub has the SBOMs, the package of the command and the documentation, attested. */
function attestGitHubRelease(project: awscdk.AwsCdkConstructLibrary): void {
  project.release!.publisher.addGitHubPostPublishingSteps(
    attest('dist/sbom/*.json', 'dist/command/*.tgz', 'dist/docs/*.tgz'),
    {
      name: 'Upload assets',
      if: UNLESS_DRY_RUN,
      run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom/*.json dist/command/*.tgz dist/docs/*.tgz --clobber -R "$GITHUB_REPOSITORY"',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
    },
  );
}
