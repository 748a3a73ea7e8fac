/** Milliseconds: services take signatures of some minutes before and after their own time. */
const TOLERATED = 4 * 60 * 1000;

let offset = 0;

/** The time as the services have it. */
export function signingTime(): Date {
  return new Date(Date.now() + offset);
}

/**
 * Takes over the time of a service that did not accept a signature.
 *
 * @param date value of the Date header
 * @returns whether it is another time: if not, the clock is not the reason
 */
export function correctClock(date: string | undefined): boolean {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time) || Math.abs(time - signingTime().getTime()) < TOLERATED) {
    return false;
  }
  offset = time - Date.now();
  return true;
}
