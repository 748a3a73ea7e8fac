/**
 * The parts of the CDK that this library uses at run time. Other files import them from here, and types from `aws-cdk-lib`: Node.js searches the long
 * list of exports of that package again for each import.
 */
export {
  Annotations, Arn, ArnFormat, CfnElement, CfnParameter, CfnResource, CustomResource, CustomResourceProvider, CustomResourceProviderRuntime,
  DefaultTokenResolver, Duration, Fn, Lazy, Reference, RemovalPolicy, SecretValue, Stack, Stage, StringConcat, Token, Tokenization,
  aws_cloudwatch, aws_cognito, aws_events, aws_events_targets, aws_iam, aws_lambda, aws_logs, aws_ssm,
} from 'aws-cdk-lib';
