/** Tolerated clock skew in milliseconds. Services accept signatures of a few minutes before and after their own time. */
const TOLERATED = 4 * 60 * 1000;

let offset = 0;

/** The current time, corrected by the clock skew between this machine and AWS. */
export function signingTime(): Date {
  return new Date(Date.now() + offset);
}

/**
 * Adopts the time of a service that rejected a signature.
 *
 * @param date value of the Date header
 * @returns true if the clock was corrected; false if clock skew is not the reason for the rejection
 */
export function correctClock(date: string | undefined): boolean {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time) || Math.abs(time - signingTime().getTime()) < TOLERATED) {
    return false;
  }
  offset = time - Date.now();
  return true;
}
