import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

/** Skips all tests after the first that fails: one is enough to notice a mutant, and Stryker cannot tell Jest to stop. */
export default class StopAtFirstFailure extends TestEnvironment {
  private failed = false;

  public handleTestEvent(event: Circus.Event): void {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') {
      this.failed = true;
    }
    if (event.name === 'test_start' && this.failed) {
      event.test.mode = 'skip';
    }
  }
}
