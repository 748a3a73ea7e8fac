import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** Designs between two clean-ups: each set of rules leaves a folder with the code of its function. */
const DESIGNS = 50;

/** A folder for the output of many syntheses, and for the temporary files of this process. */
export class WorkFolder {
  public readonly outdir: string;
  private readonly path: string;
  private used = 0;

  constructor(name: string) {
    this.path = mkdtempSync(join(tmpdir(), `${name}-`));
    this.outdir = join(this.path, 'out');
    process.env.TMPDIR = this.path;
  }

  /** Removes the files of former designs now and then, as thousands of them fill a disk. */
  public next(): void {
    this.used++;
    if (this.used % DESIGNS === 0) {
      this.remove();
      mkdirSync(this.path);
    }
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
