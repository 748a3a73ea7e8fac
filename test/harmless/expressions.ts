import { Aws, Duration } from 'aws-cdk-lib';
import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { Argument, Constant, Expression } from './design';
import { isExpression } from './shrink';
import { Condition, ItemAttributeType, Value, type AttributeOptions, type Source, type TableSource } from '../../src';

/** The constructs that expressions name. */
export interface Names {
  readonly source: (name: string) => Source;
  readonly client: (position: number) => IUserPoolClientRef;
}

const UNARY = [
  'upper', 'lower', 'trim', 'urlEncode', 'sha256', 'asString', 'toNumber', 'toJson', 'flatten', 'unique', 'sort', 'first', 'last', 'size', 'min',
  'max', 'sum', 'toEpochSeconds', 'round',
] as const;
const WITH_TEXT = ['withPrefix', 'withoutPrefix', 'split', 'join', 'before', 'after', 'filterPrefix', 'filterSuffix', 'filterPattern', 'property', 'extract', 'formatDate'] as const;
const WITH_NUMBER = ['limit', 'at'] as const;
const COMPARISONS = ['isEqualTo', 'isAtLeast', 'isAtMost', 'startsWith', 'endsWith', 'contains', 'hasMember', 'matches'] as const;
const BY_VALUE = ['isEqualToValue', 'isGreaterThanValue', 'isLessThanValue', 'hasMemberValue'] as const;

/** The value or condition of the public API that an expression of a design stands for. */
export class Builder {
  constructor(private readonly names: Names) {}

  public value([operator, ...args]: Expression): Value {
    const operand = (index = 0): Value => this.value(expressionOf(args[index]));
    const text = (index = 0): string => String(args[index]);
    const unary = UNARY.find(name => name === operator);
    const withText = WITH_TEXT.find(name => name === operator);
    const withNumber = WITH_NUMBER.find(name => name === operator);
    if (unary) {
      return operand()[unary]();
    }
    if (withText) {
      return operand()[withText](text(1));
    }
    if (withNumber) {
      return operand()[withNumber](Number(args[1]));
    }
    switch (operator) {
      case 'literal': return Value.literal(args[0]);
      case 'constants': return Value.literal([...args]);
      case 'sub': return Value.sub();
      case 'groups': return Value.groups();
      case 'iamRoles': return Value.iamRoles();
      case 'email': return Value.email();
      case 'verifiedEmail': return Value.verifiedEmail();
      case 'username': return Value.username();
      case 'userPoolId': return Value.userPoolId();
      case 'region': return Value.region();
      case 'identityProvider': return Value.identityProvider();
      case 'now': return args.length > 0 ? Value.now(Duration.days(Number(args[0]))) : Value.now();
      case 'user': return Value.userAttribute(text());
      case 'federated': return Value.federatedAttribute(text(), [text(1)]);
      case 'idpList': return Value.idpList(text(), [text(1)]);
      case 'metadata': return Value.untrustedClientMetadata(text());
      case 'deployTime': return Value.literal(`${Aws.STACK_NAME}-${text()}`);
      case 'clientId': return Value.clientId();
      case 'trusted': return operand().assumeTrusted(text(1));
      case 'template': return Value.template(text());
      case 'item': return this.names.source(text()).attribute(text(1), attributeOptions(args[2]));
      case 'items': return (this.names.source(text()) as TableSource).items();
      case 'count': return (this.names.source(text()) as TableSource).count();
      case 'element': return args.length > 0 ? Value.element(text()) : Value.element();
      case 'orElse': return operand().orElse(operand(1), args[2] === true ? { whenUnavailable: true } : {});
      case 'firstOf': return Value.firstOf(...args.map((_, index) => operand(index)));
      case 'listOf': return Value.listOf(...args.map((_, index) => operand(index)));
      case 'choose': return Value.choose(this.condition(expressionOf(args[0])), operand(1), args.length > 2 ? operand(2) : undefined);
      case 'lookup': return operand().lookup(tableOf(args[1]), args.length > 2 ? operand(2) : undefined);
      case 'mapEach': return operand().mapEach(operand(1));
      case 'sortBy': return operand().sortBy(operand(1));
      case 'filterOneOfValue': return operand().filterOneOfValue(operand(1));
      case 'pickProperties': return operand().pickProperties(...args.slice(1).map(String));
      case 'filter': return operand().filter(this.condition(expressionOf(args[1])));
      case 'objectOf': {
        const members = Object.entries(tableOf(args[0])).map(([name, member]) => [name, this.value(expressionOf(member))] as const);
        return Value.objectOf(Object.fromEntries(members));
      }
      default: throw new Error(`no value ${operator}`);
    }
  }

  public condition([operator, ...args]: Expression): Condition {
    const operand = (index = 0): Value => this.value(expressionOf(args[index]));
    const conditions = (): readonly Condition[] => args.map(each => this.condition(expressionOf(each)));
    const texts = (): readonly string[] => args.map(String);
    const comparison = COMPARISONS.find(name => name === operator);
    const byValue = BY_VALUE.find(name => name === operator);
    if (comparison) {
      return (operand()[comparison] as (constant: Constant) => Condition).call(operand(), args[1] as Constant);
    }
    if (byValue) {
      return operand()[byValue](operand(1));
    }
    switch (operator) {
      case 'all': return Condition.all(...conditions());
      case 'any': return Condition.any(...conditions());
      case 'none': return Condition.none(...conditions());
      case 'inGroup': return Condition.inGroup(...texts());
      case 'client': return Condition.client(...args.map(each => this.names.client(Number(each))));
      case 'clientId': return Condition.clientId(...texts());
      case 'hasScope': return Condition.hasScope(...texts());
      case 'hasIdentity': return Condition.hasFederatedIdentity(...texts());
      case 'machine': return Condition.machine();
      case 'person': return Condition.user();
      case 'refresh': return Condition.refresh();
      case 'exists': return this.names.source(String(args[0])).exists();
      case 'isPresent': return operand().isPresent();
      case 'isTrue': return operand().isTrue();
      case 'isOneOf': return operand().isOneOf(args.slice(1));
      default: throw new Error(`no condition ${operator}`);
    }
  }
}

function expressionOf(argument: Argument): Expression {
  if (!isExpression(argument)) {
    throw new Error(`not an expression: ${JSON.stringify(argument)}`);
  }
  return argument;
}

const tableOf = (argument: Argument): { readonly [name: string]: Argument } => argument as { readonly [name: string]: Argument };

/** The type of an attribute, and its limits, if they are declared. */
function attributeOptions(declared: Argument | undefined): AttributeOptions {
  const type = Object.values(ItemAttributeType).find(each => each === declared);
  const maxItems = type === ItemAttributeType.STRING_LIST ? { maxItems: 5 } : {};
  return type === undefined ? {} : { valueType: type, ...type.startsWith('STRING') && { maxLength: 20, ...maxItems } };
}
