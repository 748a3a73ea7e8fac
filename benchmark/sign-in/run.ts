import { measureAblation, reportAblation } from './ablation';
import { report } from './compare/report';
import { compare, toJson } from './compare/run';
import { readOptions, type Options } from './options';
import { writePicture, writeSection } from './page';
import { measureQuotas, reportQuotas } from './quota';
import { drawScale } from './scale/picture';
import { reportScale } from './scale/report';
import { measureScale } from './scale/run';

/** The results, for people and for programs. */
interface Measured {
  readonly text: string;
  readonly json: object;
  readonly picture?: string;
}

/**
 * Measures sign-ins, from the start of a process to its first token and after. Compares the deployed function with handwritten handlers, on the
 * Node.js versions of Lambda, with a table that responds over TLS.
 *
 * `--quota` limits the CPU as in small functions, `--ablation` removes optimizations from the function, `--scale` adds rules, sources and
 * bytes, and `--write` writes the results to `docs`. No test has a time limit: only ratios of processes that ran side by side are significant.
 */
async function main(): Promise<void> {
  const { what, json, write, starts } = readOptions();
  const measured = await MEASUREMENTS[what](starts);
  console.log(json ? JSON.stringify(measured.json, undefined, 2) : measured.text);
  if (write) {
    writeSection(what, measured.text);
    if (measured.picture !== undefined) {
      writePicture(measured.picture);
    }
  }
}

const MEASUREMENTS: { readonly [what in Options['what']]: (starts?: number) => Promise<Measured> } = {
  'sign-ins': async starts => {
    const comparisons = await compare(starts);
    return { text: report(comparisons), json: toJson(comparisons) };
  },
  'quota': async starts => {
    const quotas = await measureQuotas(starts);
    return typeof quotas === 'string' ? skipped(quotas) : { text: reportQuotas(quotas), json: quotas };
  },
  'ablation': async starts => {
    const ablation = await measureAblation(starts);
    return typeof ablation === 'string' ? skipped(ablation) : { text: reportAblation(ablation), json: ablation };
  },
  'scale': async starts => {
    const scale = await measureScale(starts);
    return { text: reportScale(scale), json: scale, picture: drawScale(scale) };
  },
};

function skipped(why: string): Measured {
  return { text: `Skipped: CPU quotas are not available on this machine (${why}).`, json: { skipped: why } };
}

void main();
