import * as fs from 'fs';
import * as path from 'path';
import { ENRICHERS } from '../../test/examples/enrichers';

for (const [folder, create] of Object.entries(ENRICHERS)) {
  fs.writeFileSync(path.join(__dirname, '..', '..', 'examples', folder, 'contract.md'), create().contract.markdown());
}
