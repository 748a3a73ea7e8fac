import * as echarts from 'echarts';
import { QUOTAS, type Durations } from './figures';

const WIDTH = 1080;
const HEIGHT = 460;
const MOST = { rate: 1000, environments: 10_000 };
const STEPS = 120;

/** Draws the environments that are needed by tokens per second, for each duration of an event, and the default quotas. Needs no browser. */
export function drawConcurrency({ warm, p99, cold, timeout, longest }: Durations): string {
  const lines: ReadonlyArray<readonly [string, number, string]> = [
    ['reads take the most they can', longest, '#7b2d26'],
    ['one table does not answer', timeout, '#d1495b'],
    ['every environment is new', cold, '#c98a1b'],
    ['99th percentile (estimate)', p99, '#66a182'],
    ['warm', warm, '#0b6fa4'],
  ];
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const categories = (['UserFederation', 'UserAuthentication', 'ClientAuthentication'] as const)
    .map(name => ({
      xAxis: QUOTAS[name],
      label: { formatter: `${name} ${QUOTAS[name]}`, position: 'end' as const, align: name === 'ClientAuthentication' ? 'left' : 'right' },
    }));
  const rates = Array.from({ length: STEPS + 1 }, (_, step) => Number((MOST.rate ** (step / STEPS)).toFixed(2)));
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: 'Environments that are busy at once, and default quotas', left: 'center', top: 8, textStyle: { fontSize: 15 } },
    grid: { left: 70, right: 250, top: 64, bottom: 56 },
    xAxis: { type: 'log', min: 1, max: MOST.rate, name: 'tokens a second, sign-ins and refreshes', nameLocation: 'middle', nameGap: 30 },
    yAxis: { type: 'log', min: 1, max: MOST.environments, name: 'environments', nameLocation: 'middle', nameGap: 48 },
    series: lines.map(([name, milliseconds, color], index) => ({
      type: 'line',
      name,
      color,
      symbol: 'none',
      lineStyle: { width: 2.5 },
      data: rates.map(rate => [rate, Number(Math.max(1, rate * milliseconds / 1000).toFixed(2))]),
      endLabel: { show: true, formatter: `${name}: ${milliseconds < 100 ? milliseconds.toFixed(1) : milliseconds.toLocaleString('en-US')} ms`, color },
      ...index === 0 && {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: '#555555', type: 'dashed' },
          label: { color: '#555555' },
          data: [...categories, { yAxis: QUOTAS.environments, label: { formatter: 'Lambda: 1,000 in an account', position: 'insideStartTop' } }],
        },
      },
    })),
  });
  const picture = chart.renderToSVGString();
  chart.dispose();
  return `${picture.trim()}\n`;
}
