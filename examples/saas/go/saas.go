package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2authorizers"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

const callback = "http://localhost:3000/callback"

// SaasStack has tenants in a single table. Access tokens of users and of machines have the tenant, its plan, and the scopes that the role and the plan allow.
type SaasStack struct {
	awscdk.Stack
	Enricher tokenenricher.TokenEnricher
}

// NewSaasStack defines the table, the user pool, the rules, and an HTTP API that uses claims and scopes.
func NewSaasStack(scope constructs.Construct, id string) *SaasStack {
	stack := awscdk.NewStack(scope, &id, nil)
	table := awsdynamodb.NewTable(stack, jsii.String("Table"), &awsdynamodb.TableProps{
		PartitionKey:  text("pk"),
		SortKey:       text("sk"),
		BillingMode:   awsdynamodb.BillingMode_PAY_PER_REQUEST,
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	table.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName:        jsii.String("byClient"),
		PartitionKey:     text("clientId"),
		ProjectionType:   awsdynamodb.ProjectionType_INCLUDE,
		NonKeyAttributes: jsii.Strings("tenant"),
	})

	userPool := awscognito.NewUserPool(stack, jsii.String("UserPool"), &awscognito.UserPoolProps{
		FeaturePlan: awscognito.FeaturePlan_ESSENTIALS,
		// administrators of a tenant invite its members
		SelfSignUpEnabled: jsii.Bool(false),
		SignInAliases:     &awscognito.SignInAliases{Email: jsii.Bool(true)},
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	// unique in the Region, as the account is in it
	domain := userPool.AddDomain(jsii.String("Domain"), &awscognito.UserPoolDomainOptions{
		CognitoDomain: &awscognito.CognitoDomainOptions{DomainPrefix: jsii.String("saas-" + *stack.Account())},
	})
	offered := []awscognito.ResourceServerScope{
		resourceServerScope("read", "Read projects"), resourceServerScope("write", "Change projects"), resourceServerScope("export", "Export projects"),
	}
	server := userPool.AddResourceServer(jsii.String("Projects"), &awscognito.UserPoolResourceServerOptions{
		Identifier: jsii.String("projects"),
		Scopes:     &offered,
	})
	scopes := []awscognito.OAuthScope{}
	for _, each := range offered {
		scopes = append(scopes, awscognito.OAuthScope_ResourceServer(server, each))
	}
	userScopes := append([]awscognito.OAuthScope{awscognito.OAuthScope_OPENID()}, scopes...)
	webClient := userPool.AddClient(jsii.String("WebClient"), &awscognito.UserPoolClientOptions{
		OAuth: &awscognito.OAuthSettings{
			Flows:        &awscognito.OAuthFlows{AuthorizationCodeGrant: jsii.Bool(true)},
			Scopes:       &userScopes,
			CallbackUrls: jsii.Strings(callback),
		},
	})
	// each tenant that wants to automate something gets such a client, and an item with the id of the client
	machineClient := userPool.AddClient(jsii.String("MachineClient"), &awscognito.UserPoolClientOptions{
		GenerateSecret: jsii.Bool(true),
		OAuth: &awscognito.OAuthSettings{
			Flows:  &awscognito.OAuthFlows{ClientCredentials: jsii.Bool(true)},
			Scopes: &scopes,
		},
	})

	enricher := newEnricher(stack, userPool, table)

	projects := awslambda.NewFunction(stack, jsii.String("ProjectsFunction"), &awslambda.FunctionProps{
		Runtime:     awslambda.Runtime_NODEJS_24_X(),
		Code:        awslambda.Code_FromAsset(jsii.String("../api"), nil),
		Handler:     jsii.String("projects.handler"),
		Environment: &map[string]*string{"TABLE": table.TableName()},
	})
	table.Grant(projects, jsii.String("dynamodb:Query"))
	api := awsapigatewayv2.NewHttpApi(stack, jsii.String("Api"), &awsapigatewayv2.HttpApiProps{
		DefaultAuthorizer: awsapigatewayv2authorizers.NewHttpUserPoolAuthorizer(jsii.String("UserPool"), userPool, &awsapigatewayv2authorizers.HttpUserPoolAuthorizerProps{
			UserPoolClients: &[]awscognito.IUserPoolClient{webClient, machineClient},
		}),
	})
	integration := awsapigatewayv2integrations.NewHttpLambdaIntegration(jsii.String("Projects"), projects, nil)
	for _, route := range []struct{ path, scope string }{{"/projects", "projects/read"}, {"/export", "projects/export"}} {
		api.AddRoutes(&awsapigatewayv2.AddRoutesOptions{
			Path:                &route.path,
			Methods:             &[]awsapigatewayv2.HttpMethod{awsapigatewayv2.HttpMethod_GET},
			Integration:         integration,
			AuthorizationScopes: &[]*string{&route.scope},
		})
	}

	output(stack, "SignIn", domain.SignInUrl(webClient, &awscognito.SignInUrlOptions{RedirectUri: jsii.String(callback)}))
	output(stack, "ProjectsUrl", jsii.String(*api.ApiEndpoint()+"/projects"))
	output(stack, "TableName", table.TableName())
	output(stack, "UserPoolId", userPool.UserPoolId())
	return &SaasStack{stack, enricher}
}

func text(name string) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: &name, Type: awsdynamodb.AttributeType_STRING}
}

func resourceServerScope(name string, description string) awscognito.ResourceServerScope {
	return awscognito.NewResourceServerScope(&awscognito.ResourceServerScopeProps{ScopeName: &name, ScopeDescription: &description})
}

func output(stack awscdk.Stack, name string, value *string) {
	awscdk.NewCfnOutput(stack, &name, &awscdk.CfnOutputProps{Value: value})
}

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	NewSaasStack(app, "Saas")
	app.Synth(nil)
}
