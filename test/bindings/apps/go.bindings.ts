import { testApps } from './test-apps';
import { pack } from '../languages';
import { acceptedAsGoModule } from '../registries';

testApps({
  heading: 'Go',
  folder: 'go',
  tools: ['go'],
  // the packages of Go are published as source code
  pack: packages => pack('go', packages, '--code-only'),
  accepted: acceptedAsGoModule,
});
