import type { Project } from 'projen';

/** Tasks for examples, generated pages, benchmarks and tests beyond `npm test`. */
export function addTasks(project: Project): void {
  project.addTask('demo', {
    description: 'Runs every event of the example apps through their functions and prints what changed in the tokens',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json examples/demo.ts', receiveArgs: true }],
  });
  project.addTask('playground', {
    description: 'Serves the example apps on this machine: sign in, and see what each rule did to the tokens',
    steps: [
      { spawn: 'bundle' },
      { exec: 'npm run --silent compile --workspace cli' },
      { exec: 'tsx --tsconfig test/tsconfig.json examples/playground/run.ts', receiveArgs: true },
    ],
  });
  project.addTask('integ:probe', {
    description: 'Deploys the probe to AWS, asks Amazon Cognito the questions that its documentation leaves open, and destroys it; takes options of integ-runner',
    steps: [
      // the runner reports differences from the snapshot of the last run as a failure
      { exec: 'rm -rf integ/integ.probe.ts.snapshot' },
      { exec: "integ-runner --directory integ --language typescript --app 'tsx --tsconfig integ/tsconfig.json {filePath}' --force --no-update-workflow", receiveArgs: true },
      { exec: 'cat integ/report.md' },
    ],
  });
  project.addTask('integ:probe:local', {
    description: 'Asks the local issuer the questions of the probe',
    steps: [{ exec: 'npm run --silent compile --workspace cli' }, { exec: 'tsx --tsconfig integ/tsconfig.json integ/run.ts --local' }],
  });
  project.addTask('docs', {
    description: 'Writes the pages that follow from the code: contracts of the examples, values and conditions, their names in other products, recipes, failing tables, the checks, the command line, and scale',
    steps: [...['rules', 'peers', 'recipes', 'reliability', 'checks', 'examples'].map(page => `docs/generate/${page}.ts`), 'cli/docs/command-line.ts', 'benchmark/concurrency/run.ts']
      .map(page => ({ exec: `tsx --tsconfig test/tsconfig.json ${page}` })),
  });
  project.addTask('bench', {
    description: 'Measures sign-ins side by side with handlers that people write: cold, warm, under CPU quotas (--quota), by size (--scale)',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json benchmark/sign-in/run.ts', receiveArgs: true }],
  });
  project.addTask('bench:clients', {
    description: 'Measures which client reads the first item of a table soonest',
    exec: 'tsx --tsconfig test/tsconfig.json benchmark/clients/run.ts',
    receiveArgs: true,
  });
  project.addTask('bench:rules', {
    description: 'Measures the evaluation of 10 to 1000 rules in the deployed bundle',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json benchmark/evaluation/run.ts', receiveArgs: true }],
  });
  project.addTask('bench:synthesis', {
    description: 'Measures how long an app with an enricher takes to load, construct and synthesize, side by side with a function by hand',
    steps: [{ spawn: 'compile' }, { exec: 'tsx --tsconfig test/tsconfig.json benchmark/synthesis/run.ts', receiveArgs: true }],
  });
  project.addTask('bench:hostile', {
    description: 'Measures how the time of every operator grows with hostile input',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json benchmark/hostile/run.ts', receiveArgs: true }],
  });
  project.addTask('bench:issuer', {
    description: 'Measures how soon the local issuer is ready, side by side with others, and its memory over 500 sign-ins',
    steps: [
      { exec: 'npm run --silent compile --workspace cli' },
      { exec: 'tsx --tsconfig test/tsconfig.json benchmark/local-issuer/run.ts', receiveArgs: true },
    ],
  });
  project.addTask('screenshots', {
    description: 'Takes the pictures of README and docs in a browser',
    env: { SCREENSHOTS: '$(pwd)/docs/images' },
    steps: [{ exec: 'npm run --silent compile --workspace cli' }, { exec: 'jest --ci test/browser', cwd: 'cli' }],
  });
  project.addTask('bench:connections', {
    description: 'Reads 100,000 items over a network that cuts, delays and mixes up answers: none may be given to another request',
    exec: 'tsx --tsconfig test/tsconfig.json benchmark/connections/run.ts',
    receiveArgs: true,
  });
  project.addTask('bench:soak', {
    description: 'Runs one environment for hundreds of thousands of tokens: memory, and the age of answers',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json benchmark/soak/run.ts', receiveArgs: true }],
  });
  project.addTask('test:faults', {
    description: 'Tests thousands of faults: of tables while tokens are issued, and of calls and of other stacks while a pool is attached',
    steps: [{ spawn: 'bundle' }, { exec: "jest --ci --testMatch '**/test/**/*.faults.ts'", receiveArgs: true }],
  });
  project.addTask('test:provenance', {
    description: 'Compares the checks of who can write what with an independent model, over generated designs: their number, and a seed',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json test/provenance/run.ts', receiveArgs: true }],
  });
  project.addTask('test:harmless', {
    description: 'Synthesizes generated designs that follow the documentation, and lists the findings about them, which should be none: their number, and a seed',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json test/harmless/run.ts', receiveArgs: true }],
  });
  project.addTask('test:differential', {
    description: 'Compares previews with the deployed function on a local DynamoDB, over generated rules, items and events: the number of cases, and a seed',
    steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig test/tsconfig.json test/differential/run.ts', receiveArgs: true }],
  });
  project.addTask('test:mutation:build', {
    description: 'Builds the mutated function, in the copy of the repository that Stryker makes: it links node_modules only after that',
    steps: [{ exec: 'ln -s ../../node_modules .' }, { spawn: 'bundle' }],
  });
  project.addTask('test:mutation', {
    description: 'Changes the code in small ways, and lists the changes that no test notices: folders, files or ranges of lines, and --sample, a number of lines',
    exec: 'tsx --tsconfig test/tsconfig.json test/mutation/run.ts',
    receiveArgs: true,
  });
  project.addTask('test:service-model', {
    description: "Finds names in Cognito's newest service model (PyPI's botocore) about which nothing is decided here",
    exec: "jest --ci --testMatch '**/test/**/*.newest.ts'",
    receiveArgs: true,
  });
  project.addTask('test:packaged', {
    description: 'Tests the packed package: in an app outside of the repository, and through the kernel of the other languages',
    steps: [
      { spawn: 'bundle' },
      { spawn: 'compile' },
      { exec: 'npm run --silent compile --workspace cli' },
      { exec: "jest --ci --testMatch '**/test/packaged/*.packaged.ts' --testTimeout 300000", receiveArgs: true },
    ],
  });
  project.addTask('test:bindings', {
    description: 'Tests one app in TypeScript, Python, Java and Go, each with the packed package of its language, and compiles the C# of the package and of an app',
    steps: [
      { spawn: 'bundle' },
      { spawn: 'compile' },
      { spawn: 'rosetta' },
      { exec: 'npm run --silent compile --workspace cli' },
      { exec: "jest --ci --testMatch '**/test/bindings/**/*.bindings.ts' --testTimeout 900000", receiveArgs: true },
    ],
  });
}
