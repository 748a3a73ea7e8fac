import * as fs from 'fs';
import * as path from 'path';
import { TargetLanguage } from 'jsii-rosetta';
import { testApps } from './test-apps';
import { pack, translatedSamples } from '../languages';
import { TABLES_OF_RECIPES, translatedPages } from '../page-samples';
import { acceptedByPyPi } from '../registries';

testApps({
  heading: 'Python',
  folder: 'python',
  tools: ['python3'],
  pack: packages => pack('python', packages),
  accepted: acceptedByPyPi,
  // the samples of the documentation run with the tests of the app
  async prepare(app, packages) {
    const pages = await translatedPages(TargetLanguage.PYTHON, fs.mkdtempSync(path.join(packages, 'pages-')));
    fs.writeFileSync(path.join(app, 'samples.json'), JSON.stringify({ ...translatedSamples('python'), ...pages }));
    fs.writeFileSync(path.join(app, 'recipes.json'), JSON.stringify(TABLES_OF_RECIPES));
    fs.copyFileSync(path.join(__dirname, '..', 'python', 'test_samples.py'), path.join(app, 'test_samples.py'));
  },
});
