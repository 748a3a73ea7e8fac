package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2authorizers"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

const callback = "http://localhost:3000/callback"

// PetPreferenceStack derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it.
type PetPreferenceStack struct {
	awscdk.Stack
	Enricher tokenenricher.TokenEnricher
}

// NewPetPreferenceStack defines the user pool, the rules, and an HTTP API that uses the claim.
func NewPetPreferenceStack(scope constructs.Construct, id string) *PetPreferenceStack {
	stack := awscdk.NewStack(scope, &id, nil)
	userPool := awscognito.NewUserPool(stack, jsii.String("UserPool"), &awscognito.UserPoolProps{
		FeaturePlan:       awscognito.FeaturePlan_LITE,
		SelfSignUpEnabled: jsii.Bool(true),
		SignInAliases:     &awscognito.SignInAliases{Email: jsii.Bool(true)},
		AutoVerify:        &awscognito.AutoVerifiedAttrs{Email: jsii.Bool(true)},
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	// unique in the Region, as the account is in it
	domain := userPool.AddDomain(jsii.String("Domain"), &awscognito.UserPoolDomainOptions{
		CognitoDomain: &awscognito.CognitoDomainOptions{DomainPrefix: jsii.String("pet-preference-" + *stack.Account())},
	})
	client := userPool.AddClient(jsii.String("WebClient"), &awscognito.UserPoolClientOptions{
		GenerateSecret: jsii.Bool(true),
		OAuth: &awscognito.OAuthSettings{
			Flows:        &awscognito.OAuthFlows{AuthorizationCodeGrant: jsii.Bool(true)},
			Scopes:       &[]awscognito.OAuthScope{awscognito.OAuthScope_OPENID(), awscognito.OAuthScope_EMAIL()},
			CallbackUrls: jsii.Strings(callback),
		},
	})

	// compare the end: anybody can have an address that merely contains the domain
	isColleague := tokenenricher.Value_Email().EndsWith(jsii.String("@amazon.com"))
	preference := tokenenricher.Value_Choose(isColleague, tokenenricher.Value_Literal("dogs"), tokenenricher.Value_Literal("cats"))
	enricher := tokenenricher.NewTokenEnricher(stack, jsii.String("TokenEnricher"), &tokenenricher.TokenEnricherProps{
		UserPool: userPool,
		Claims: &[]tokenenricher.ClaimRule{
			tokenenricher.ClaimRule_Set(jsii.String("pet_preference"), preference, &tokenenricher.SetClaimOptions{
				Tokens: &[]tokenenricher.TokenType{tokenenricher.TokenType_ID},
			}),
		},
	})

	pet := awslambda.NewFunction(stack, jsii.String("Pet"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_NODEJS_24_X(),
		Code:    awslambda.Code_FromAsset(jsii.String("../api"), nil),
		Handler: jsii.String("pet.handler"),
	})
	api := awsapigatewayv2.NewHttpApi(stack, jsii.String("Api"), nil)
	api.AddRoutes(&awsapigatewayv2.AddRoutesOptions{
		Path:        jsii.String("/pet"),
		Methods:     &[]awsapigatewayv2.HttpMethod{awsapigatewayv2.HttpMethod_GET},
		Integration: awsapigatewayv2integrations.NewHttpLambdaIntegration(jsii.String("Pet"), pet, nil),
		Authorizer: awsapigatewayv2authorizers.NewHttpUserPoolAuthorizer(jsii.String("UserPool"), userPool, &awsapigatewayv2authorizers.HttpUserPoolAuthorizerProps{
			UserPoolClients: &[]awscognito.IUserPoolClient{client},
		}),
	})

	awscdk.NewCfnOutput(stack, jsii.String("SignIn"), &awscdk.CfnOutputProps{
		Value: domain.SignInUrl(client, &awscognito.SignInUrlOptions{RedirectUri: jsii.String(callback)}),
	})
	awscdk.NewCfnOutput(stack, jsii.String("Pets"), &awscdk.CfnOutputProps{Value: jsii.String(*api.ApiEndpoint() + "/pet")})
	return &PetPreferenceStack{stack, enricher}
}

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	NewPetPreferenceStack(app, "PetPreference")
	app.Synth(nil)
}
