import * as fs from 'fs';
import * as path from 'path';
import { testApps } from './test-apps';
import { packThis } from '../../packaged/packages';

testApps({
  heading: 'TypeScript',
  // the apps of the examples themselves
  folder: '',
  tools: ['npm'],
  pack(packages) {
    fs.mkdirSync(path.join(packages, 'js'));
    packThis(path.join(packages, 'js'));
  },
});
