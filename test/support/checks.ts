import { errorOf, TestApp } from './app';
import type { TokenEnricherProps } from '../../src';

export interface CheckCase {
  readonly name: string;
  readonly props: (app: TestApp) => Partial<TokenEnricherProps>;
  /** Parts of the message: the path, the given value, the allowed values, the fix. */
  readonly says: readonly string[];
  /** Texts that the message must not contain. */
  readonly omits?: readonly string[];
}

export interface ValidCase {
  readonly name: string;
  readonly props: (app: TestApp) => Partial<TokenEnricherProps>;
}

export interface CheckCases {
  readonly invalid: readonly CheckCase[];
  readonly valid: readonly ValidCase[];
}

/** Tests one check: props that it reports, with a message that names the path, and the most similar valid props. */
export function describeCheck(check: string, { invalid, valid }: CheckCases): void {
  describe(check, () => {
    test.each([...invalid])('fails for $name', ({ props, says, omits = [] }) => {
      const app = new TestApp();
      const message = errorOf(() => {
        app.enricher(props(app));
        app.app.synth();
      });
      expect(message).toContain(`: ${check}\n`);
      expect(message).toMatch(/given: {3}\S/);
      expect(message).toMatch(/allowed: \S/);
      expect(message).toMatch(/fix: {5}\S/);
      says.forEach(text => expect(message).toContain(text));
      omits.forEach(text => expect(message).not.toContain(text));
    });

    test.each([...valid])('passes $name', ({ props }) => {
      const app = new TestApp();
      app.enricher(props(app));
      app.app.synth();
    });
  });
}

/** Tests one warning: props that cause it, and props that do not. */
export function describeWarning(id: string, { invalid, valid }: CheckCases): void {
  const warningsOf = (props: CheckCase['props']): readonly string[] => {
    const app = new TestApp();
    app.enricher(props(app));
    return app.warnings().filter(text => text.includes(`cdk-cognito-token-enricher:${id}`));
  };

  describe(id, () => {
    test.each([...invalid])('warns of $name', ({ props, says, omits = [] }) => {
      const warnings = warningsOf(props);
      expect(warnings).toHaveLength(1);
      says.forEach(text => expect(warnings[0]).toContain(text));
      omits.forEach(text => expect(warnings[0]).not.toContain(text));
    });

    test.each([...valid])('says nothing of $name', ({ props }) => {
      expect(warningsOf(props)).toEqual([]);
    });
  });
}
