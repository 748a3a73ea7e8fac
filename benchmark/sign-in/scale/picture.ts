import * as echarts from 'echarts';
import { ratioOf, TITLES } from './report';
import type { Scale } from './run';
import type { Dimension } from './sizes';

const WIDTH = 1080;
const HEIGHT = 380;
const COLORS = { cold: '#0b6fa4', warm: '#d1495b' };

/** Draws one log-log panel per dimension: the time of each size relative to the smallest. Needs no browser. */
export function drawScale({ points }: Scale): string {
  const dimensions = Object.keys(points) as Dimension[];
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const most = Math.max(...dimensions.flatMap(each => points[each].flatMap((point, _, [smallest]) => (['cold', 'warm'] as const).map(what => ratioOf(point, smallest, what)))));
  const width = 100 / dimensions.length;
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: 'How many times the smallest size a sign-in takes', left: 'center', top: 8, textStyle: { fontSize: 15 } },
    legend: { bottom: 4, itemGap: 60, data: ['cold start over identity', 'warm event'] },
    grid: dimensions.map((_, index) => ({ left: `${index * width + 4}%`, width: `${width - 6}%`, top: 60, bottom: 76 })),
    xAxis: dimensions.map((dimension, index) => ({
      type: 'log',
      gridIndex: index,
      name: TITLES[dimension],
      nameLocation: 'middle',
      nameGap: 26,
      min: 1,
      max: points[dimension].at(-1)!.size,
      logBase: dimension === 'rules' ? 10 : 2,
      axisLabel: { hideOverlap: true },
    })),
    yAxis: dimensions.map((_, index) => ({ type: 'log', gridIndex: index, min: 0.5, max: 2 ** Math.ceil(Math.log2(most)), logBase: 2, axisLabel: { show: index === 0 } })),
    series: dimensions.flatMap((dimension, index) => (['cold', 'warm'] as const).map(what => ({
      type: 'line',
      name: what === 'cold' ? 'cold start over identity' : 'warm event',
      xAxisIndex: index,
      yAxisIndex: index,
      color: COLORS[what],
      symbolSize: 7,
      data: points[dimension].map((point, _, [smallest]) => [point.size, Number(ratioOf(point, smallest, what).toFixed(3))]),
    }))),
  });
  const picture = chart.renderToSVGString();
  chart.dispose();
  return `${picture.trim()}\n`;
}
