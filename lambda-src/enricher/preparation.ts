/**
 * Megabytes of a function of which events have a whole CPU.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const WHOLE_CPU = 1769;

/** What is done now is not done by the first event, which has a part of the CPU that there is now; or nobody waits for it. */
export function savesTime(): boolean {
  const { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory, AWS_LAMBDA_INITIALIZATION_TYPE: type } = process.env;
  return !(Number(memory) >= WHOLE_CPU && type === 'on-demand');
}

/** Bytes of new objects after which V8 collects them for the first time, and of a member of an array. */
const YOUNG = 1_048_576;
const MEMBER = 8;
/** Members of an array that V8 still keeps among new objects. */
const MEMBERS = 2048;

/**
 * V8 collects young objects once there is a megabyte of them. A start makes most of that, so that it would come in the first event, and
 * take longer there than anything else. What is left of the megabyte is made now, as nothing else makes V8 do it.
 */
export function collectGarbage(): void {
  for (let made = 0; made < YOUNG; made += MEMBERS * MEMBER) {
    new Array(MEMBERS).fill(made);
  }
}
