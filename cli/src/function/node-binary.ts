import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Enricher } from '../app/model';
import { UsageError } from '../errors';

/** A Node.js that runs functions. */
export interface NodeBinary {
  readonly path: string;
  readonly major: number;
}

/**
 * The Node.js for a Lambda runtime: the one that `TOKEN_ENRICHER_NODE22`, `TOKEN_ENRICHER_NODE24` and the like name, or else the one that runs
 * this command.
 */
export function nodeFor(major: number): NodeBinary {
  const variable = `TOKEN_ENRICHER_NODE${major}`;
  const given = process.env[variable];
  if (given === undefined || given === '') {
    return { path: process.execPath, major: Number(process.versions.node.split('.')[0]) };
  }
  if (!existsSync(given)) {
    throw new UsageError([`${variable} names ${given}, which does not exist: name the \`node\` of Node.js ${major}, or unset the variable.`]);
  }
  const found = majorOf(given, variable);
  if (found !== major) {
    throw new UsageError([`${variable} names ${given}, which is Node.js ${found}: name the \`node\` of Node.js ${major}, or unset the variable.`]);
  }
  return { path: given, major };
}

/** A notice for a function that runs on another Node.js version here than in Lambda. */
export function nodeNotice({ path: enricher, nodeMajor }: Pick<Enricher, 'path' | 'nodeMajor'>): readonly string[] {
  const { major } = nodeFor(nodeMajor);
  return major === nodeMajor ? [] : [
    `${enricher} runs on Node.js ${major} here, and on ${nodeMajor} in Lambda: to use that one, set TOKEN_ENRICHER_NODE${nodeMajor} to the path of its \`node\`.`,
  ];
}

function majorOf(path: string, variable: string): number {
  try {
    return Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));
  } catch {
    throw new UsageError([`${variable} names ${path}, which does not start: name the \`node\` binary of Node.js, or unset the variable.`]);
  }
}
