import type { Circus } from '@jest/types';
import { mixinJestEnvironment } from '@stryker-mutator/jest-runner';
import { TestEnvironment } from 'jest-environment-node';

/** Skips all tests after the first that fails: one is enough to notice a mutant, and Stryker cannot tell Jest to stop. */
class StopAtFirstFailure extends TestEnvironment {
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

/** Stryker's part finds out which tests execute a mutant. */
export default mixinJestEnvironment(StopAtFirstFailure);
