import * as fs from 'fs';
import * as path from 'path';

/** Period of a CPU quota, in microseconds. */
const PERIOD = 20_000;
/** Minimum quota that Linux accepts. */
const LEAST_QUOTA = 1000;

/** The file system of one version of control groups. */
interface Hierarchy {
  readonly root: string;
  limit(group: string, quota: number): void;
}

const write = (folder: string, file: string, text: string): void => fs.writeFileSync(path.join(folder, file), text);

const SECOND: Hierarchy = {
  root: '/sys/fs/cgroup',
  limit: (group, quota) => write(group, 'cpu.max', `${quota} ${PERIOD}`),
};

const firstVersion = (root: string): Hierarchy => ({
  root,
  limit: (group, quota) => {
    write(group, 'cpu.cfs_period_us', `${PERIOD}`);
    write(group, 'cpu.cfs_quota_us', `${quota}`);
  },
});

/** A group of processes that share a part of one CPU, as in functions with little memory. Needs Linux and permission to create control groups. */
export class CpuGroup {
  /** @returns the group, or the reason why it cannot be created */
  public static create(name: string, share: number): CpuGroup | string {
    try {
      const hierarchy = hierarchyOfThisMachine();
      const folder = path.join(hierarchy.root, `sign-in-${process.pid}-${name}`);
      fs.mkdirSync(folder);
      hierarchy.limit(folder, Math.max(LEAST_QUOTA, Math.round(share * PERIOD)));
      return new CpuGroup(folder);
    } catch (error) {
      return (error as Error).message;
    }
  }

  private constructor(private readonly folder: string) {}

  public add(pid: number): void {
    write(this.folder, 'cgroup.procs', `${pid}`);
  }

  public remove(): void {
    fs.rmdirSync(this.folder);
  }
}

/** Megabytes of a function with one full CPU. With less memory, the CPU share is proportional. */
const WHOLE = 1769;

/**
 * Measures with one group of processes for each memory size.
 *
 * @returns the measurements, or the reason why the groups cannot be created
 */
export async function withCpuGroups<T>(
  memories: readonly number[], measure: (groups: ReadonlyMap<number, CpuGroup>) => Promise<T>,
): Promise<T | string> {
  const groups = new Map(memories.map(memory => [memory, CpuGroup.create(`${memory}`, memory / WHOLE)] as const));
  try {
    const missing = [...groups.values()].find(group => typeof group === 'string');
    return missing ?? await measure(groups as ReadonlyMap<number, CpuGroup>);
  } finally {
    groups.forEach(group => typeof group === 'string' || group.remove());
  }
}

function hierarchyOfThisMachine(): Hierarchy {
  const first = ['cpu', 'cpu,cpuacct'].map(name => path.join(SECOND.root, name)).find(root => fs.existsSync(path.join(root, 'cpu.shares')));
  if (first !== undefined) {
    return firstVersion(first);
  }
  // enables the CPU controller for child groups
  write(SECOND.root, 'cgroup.subtree_control', '+cpu');
  return SECOND;
}
