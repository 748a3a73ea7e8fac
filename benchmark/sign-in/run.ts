import { measureAblation, reportAblation } from './ablation';
import { report } from './compare/report';
import { compare, toJson } from './compare/run';
import { readOptions, type Options } from './options';
import { writePicture, writeSection } from './page';
import { measureQuotas, reportQuotas } from './quota';
import { drawScale } from './scale/picture';
import { reportScale } from './scale/report';
import { measureScale } from './scale/run';

/** What was measured, for people and for programs. */
interface Measured {
  readonly text: string;
  readonly json: object;
  readonly picture?: string;
}

/**
 * Sign-ins, from the start of a process to its first token and after: the deployed function beside the handlers that people write,
 * on the Node.js of Lambda, with a table that answers over TLS. `--quota` gives them the CPU of small functions, `--ablation`
 * takes techniques out of the function, `--scale` adds rules, sources and bytes; `--write` puts it into `docs`. Speed is never a limit of a test: what counts are ratios of what ran
 * side by side.
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
  return { text: `Skipped: no quotas of CPU can be set on this machine (${why}).`, json: { skipped: why } };
}

void main();
