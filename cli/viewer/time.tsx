const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const;

interface Props {
  readonly at: number;
  readonly relative?: boolean;
  readonly clock?: boolean;
}

export function Time({ at, relative, clock }: Props) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  return <time class="time" dateTime={date.toISOString()}>{(clock ? CLOCK : FORMAT).format(date)}{relative && ` (${fromNow(at)})`}</time>;
}

function fromNow(at: number): string {
  const distance = at - Date.now();
  const [unit, milliseconds] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? UNITS[3];
  return RELATIVE.format(Math.round(distance / milliseconds), unit);
}
