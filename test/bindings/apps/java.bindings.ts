import * as path from 'path';
import { testApps } from './test-apps';
import { pack } from '../languages';
import { acceptedByMavenCentral } from '../registries';

testApps({
  heading: 'Java',
  folder: 'java',
  tools: ['java', 'mvn'],
  pack: packages => pack('java', packages, '--maven-local-repository', path.join(packages, 'maven')),
  accepted: acceptedByMavenCentral,
  // its usual repository may have another package with the same version; Maven 3.8 knows no MAVEN_ARGS
  env: packages => ({ MAVEN_OPTS: `-Dmaven.repo.local=${path.join(packages, 'maven')}` }),
});
