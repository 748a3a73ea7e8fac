package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

// Workspaces have members: their plan is a claim, their role decides a scope, and suspended members get no token.
type Workspaces struct {
	awscdk.Stage
	Enricher tokenenricher.TokenEnricher
}

// NewWorkspaces defines a stage with a table in one stack, and a user pool in another.
func NewWorkspaces(scope constructs.Construct, id string) *Workspaces {
	stage := awscdk.NewStage(scope, &id, nil)
	table := awsdynamodb.NewTable(awscdk.NewStack(stage, jsii.String("Data"), nil), jsii.String("Members"), &awsdynamodb.TableProps{
		PartitionKey: &awsdynamodb.Attribute{Name: jsii.String("userId"), Type: awsdynamodb.AttributeType_STRING},
	})

	auth := awscdk.NewStack(stage, jsii.String("Auth"), nil)
	userPool := awscognito.NewUserPool(auth, jsii.String("UserPool"), &awscognito.UserPoolProps{
		FeaturePlan: awscognito.FeaturePlan_ESSENTIALS,
	})
	userPool.AddClient(jsii.String("WebClient"), &awscognito.UserPoolClientOptions{
		OAuth: &awscognito.OAuthSettings{
			Flows:        &awscognito.OAuthFlows{AuthorizationCodeGrant: jsii.Bool(true)},
			Scopes:       &[]awscognito.OAuthScope{awscognito.OAuthScope_OPENID()},
			CallbackUrls: jsii.Strings("http://localhost:3000/callback"),
		},
	})

	member := tokenenricher.TableSource_Item(jsii.String("member"), &tokenenricher.ItemSourceProps{
		Table: table,
		Key:   &map[string]tokenenricher.Value{"userId": tokenenricher.Value_Sub()},
	})
	role := attribute(member, "role", tokenenricher.ItemAttributeType_STRING)
	plan := attribute(member, "plan", tokenenricher.ItemAttributeType_STRING)
	suspended := attribute(member, "suspended", tokenenricher.ItemAttributeType_BOOLEAN)
	enricher := tokenenricher.NewTokenEnricher(auth, jsii.String("TokenEnricher"), &tokenenricher.TokenEnricherProps{
		UserPool: userPool,
		Deny: &[]tokenenricher.DenyRule{
			tokenenricher.DenyRule_When(suspended.IsTrue(), jsii.String("Your account is suspended."), nil),
		},
		Claims: &[]tokenenricher.ClaimRule{
			tokenenricher.ClaimRule_Set(jsii.String("plan"), plan.OrElse(tokenenricher.Value_Literal("free"), nil), nil),
		},
		Scopes: &[]tokenenricher.ScopeRule{
			tokenenricher.ScopeRule_Add(jsii.String("workspaces:write"), &tokenenricher.AddScopeOptions{
				When:        role.IsOneOf(&[]interface{}{"owner", "editor"}),
				Description: jsii.String("Viewers only read."),
			}),
		},
	})
	return &Workspaces{stage, enricher}
}

func attribute(source tokenenricher.TableSource, name string, valueType tokenenricher.ItemAttributeType) tokenenricher.Value {
	return source.Attribute(&name, &tokenenricher.AttributeOptions{ValueType: valueType})
}

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	NewWorkspaces(app, "Prod")
	app.Synth(nil)
}
