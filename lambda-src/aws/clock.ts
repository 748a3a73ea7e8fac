/** Services take signatures of some minutes before and after their own time. */
const TOLERATED = 4 * 60 * 1000;

let offset = 0;

/** The time as the services have it. */
export function now(): Date {
  return new Date(Date.now() + offset);
}

/** Takes the time of a service that did not take a signature. False where it has the same one, so that the reason is another. */
export function correctClock(date: string | undefined): boolean {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time) || Math.abs(time - now().getTime()) < TOLERATED) {
    return false;
  }
  offset = time - Date.now();
  return true;
}
