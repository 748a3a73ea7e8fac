import { testApps } from './test-apps';
import { pack } from '../languages';

// the package is tested for its registry with what it is made from
testApps({ heading: 'C#', folder: 'csharp', tools: ['dotnet'], isOptional: true, pack: packages => pack('dotnet', packages) });
