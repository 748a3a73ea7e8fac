import { rmSync } from 'node:fs';

export default function globalTeardown(): void {
  rmSync(process.env.TEST_ASSEMBLIES!, { recursive: true, force: true });
}
