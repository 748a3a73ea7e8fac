package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

// newEnricher defines the rules of the tokens.
func newEnricher(stack awscdk.Stack, userPool awscognito.IUserPool, table awsdynamodb.ITable) tokenenricher.TokenEnricher {
	all := &[]tokenenricher.Subject{tokenenricher.Subject_USER, tokenenricher.Subject_MACHINE}
	access := &[]tokenenricher.TokenType{tokenenricher.TokenType_ACCESS}

	account := item(table, "account", tokenenricher.Value_Sub().WithPrefix(jsii.String("USER#")), "ACCOUNT")
	machine := tokenenricher.TableSource_Query(jsii.String("machine"), &tokenenricher.QuerySourceProps{
		Table:     table,
		IndexName: jsii.String("byClient"),
		Key:       &map[string]tokenenricher.Value{"clientId": tokenenricher.Value_ClientId()},
		Limit:     jsii.Number(1),
	})
	// machines have no account, and app clients of users have no item
	tenant := tokenenricher.Value_Choose(
		tokenenricher.Condition_Machine(),
		machine.Items().MapEach(tokenenricher.Value_Element(jsii.String("tenant"))).First().AsString(),
		attribute(account, "tenant", tokenenricher.ItemAttributeType_STRING))
	settings := item(table, "settings", tenant.WithPrefix(jsii.String("TENANT#")), "SETTINGS")
	role := item(table, "role", attribute(account, "role", tokenenricher.ItemAttributeType_STRING).WithPrefix(jsii.String("ROLE#")), "ROLE")
	plan := attribute(settings, "plan", tokenenricher.ItemAttributeType_STRING)

	return tokenenricher.NewTokenEnricher(stack, jsii.String("TokenEnricher"), &tokenenricher.TokenEnricherProps{
		UserPool: userPool,
		Deny: &[]tokenenricher.DenyRule{
			tokenenricher.DenyRule_When(
				tokenenricher.Condition_None(tenant.IsPresent()),
				jsii.String("You are no member of an organization."),
				&tokenenricher.DenyRuleOptions{Subjects: all}),
			tokenenricher.DenyRule_When(
				attribute(settings, "suspended", tokenenricher.ItemAttributeType_BOOLEAN).IsTrue(),
				jsii.String("Your organization is suspended."),
				&tokenenricher.DenyRuleOptions{Subjects: all}),
		},
		Claims: &[]tokenenricher.ClaimRule{
			tokenenricher.ClaimRule_Set(jsii.String("tenant"), tenant, &tokenenricher.SetClaimOptions{
				Subjects: all, Tokens: access, UsedForAuthorization: jsii.Bool(true),
			}),
			tokenenricher.ClaimRule_Set(jsii.String("plan"), plan, &tokenenricher.SetClaimOptions{Subjects: all, Tokens: access}),
			tokenenricher.ClaimRule_Set(
				jsii.String("permissions"),
				attribute(role, "permissions", tokenenricher.ItemAttributeType_STRING_LIST),
				&tokenenricher.SetClaimOptions{Tokens: access, UsedForAuthorization: jsii.Bool(true)}),
		},
		Scopes: &[]tokenenricher.ScopeRule{
			// of the scopes that the client requests; Cognito itself limits machines to the scopes of their client
			tokenenricher.ScopeRule_KeepOnly(attribute(role, "scopes", tokenenricher.ItemAttributeType_STRING_LIST), nil),
			tokenenricher.ScopeRule_Suppress(jsii.String("projects/export"), &tokenenricher.SuppressScopeOptions{
				Subjects:    all,
				When:        tokenenricher.Condition_None(plan.IsEqualTo("pro")),
				Description: jsii.String("Exports are part of the plan pro."),
			}),
		},
	})
}

func item(table awsdynamodb.ITable, name string, pk tokenenricher.Value, sk string) tokenenricher.TableSource {
	return tokenenricher.TableSource_Item(&name, &tokenenricher.ItemSourceProps{
		Table: table,
		Key:   &map[string]tokenenricher.Value{"pk": pk, "sk": tokenenricher.Value_Literal(sk)},
	})
}

func attribute(source tokenenricher.TableSource, name string, valueType tokenenricher.ItemAttributeType) tokenenricher.Value {
	return source.Attribute(&name, &tokenenricher.AttributeOptions{ValueType: valueType})
}
