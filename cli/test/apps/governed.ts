import { Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { TokenGovernance } from 'cdk-cognito-token-enricher';

/** Pools without an enricher: one with an attribute that decides by its name, and one without findings. */
export class GovernedStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id);
    const userPool = new cognito.UserPool(this, 'Roles', { customAttributes: { role: new cognito.StringAttribute({ mutable: true }) } });
    userPool.addClient('Web');
    new cognito.UserPool(this, 'Quiet');
    TokenGovernance.of(app);
  }
}
