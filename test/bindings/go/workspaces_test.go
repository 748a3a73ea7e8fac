package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

var members = []interface{}{
	map[string]interface{}{"userId": "jane", "plan": "pro", "role": "owner"},
	map[string]interface{}{"userId": "john", "plan": "pro", "role": "viewer"},
	map[string]interface{}{"userId": "mary", "role": "owner", "suspended": true},
}

var enricher tokenenricher.TokenEnricher

func TestMain(m *testing.M) {
	enricher = NewWorkspaces(awscdk.NewApp(nil), "Test").Enricher
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

func preview(sub string) tokenenricher.TokenPreview {
	return enricher.Preview(&tokenenricher.PreviewProps{
		UserAttributes: &map[string]*string{"sub": &sub},
		Tables:         &map[string]*[]interface{}{"member": &members},
	})
}

// messageOf runs a function that must panic, as constructs and assertions report errors in Go.
func messageOf(t *testing.T, f func()) (message string) {
	t.Helper()
	defer func() { message = fmt.Sprint(recover()) }()
	f()
	return
}

func TestAnOwnerMayWrite(t *testing.T) {
	tokens := tokenenricher.TokenAssertions_Of(preview("jane"))
	tokens.IsNotDenied()
	tokens.HasClaim(jsii.String("plan"), "pro", "")
	tokens.HasScope(jsii.String("workspaces:write"))
	tokens.HasRead(jsii.String("member"), &map[string]interface{}{"userId": "jane"})
}

func TestAViewerOnlyReads(t *testing.T) {
	tokens := preview("john")
	tokenenricher.TokenAssertions_Of(tokens).HasNoScope(jsii.String("workspaces:write"))
	expected := []tokenenricher.RuleOutcome{
		tokenenricher.RuleOutcome_CONDITION_FALSE, tokenenricher.RuleOutcome_APPLIED, tokenenricher.RuleOutcome_CONDITION_FALSE,
	}
	for index, rule := range *tokens.Trace() {
		if rule.Outcome != expected[index] {
			t.Errorf("%s: %s, expected %s", *rule.Rule, rule.Outcome, expected[index])
		}
	}
}

func TestASuspendedMemberGetsNoToken(t *testing.T) {
	tokens := preview("mary")
	tokenenricher.TokenAssertions_Of(tokens).IsDenied(tokenenricher.DenialReason_DENIED)
	if message := *tokens.Denial().Message; message != "Your account is suspended." {
		t.Error(message)
	}
}

func TestAUserWithoutAnItemHasTheFreePlan(t *testing.T) {
	tokenenricher.TokenAssertions_Of(preview("nobody")).HasClaim(jsii.String("plan"), "free", tokenenricher.TokenType_ACCESS)
}

func TestAFailedAssertionShowsTheDifference(t *testing.T) {
	message := messageOf(t, func() {
		tokenenricher.TokenAssertions_Of(preview("jane")).HasClaim(jsii.String("plan"), "free", "")
	})
	if !strings.Contains(message, "free") || !strings.Contains(message, "pro") {
		t.Error(message)
	}
}

func TestThePreviewInMarkdown(t *testing.T) {
	expected, err := os.ReadFile("preview.md")
	if err != nil {
		t.Fatal(err)
	}
	if actual := *preview("jane").Describe(); actual != string(expected) {
		t.Error(actual)
	}
}

func TestAReservedClaimIsAnError(t *testing.T) {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Stack"), nil)
	message := messageOf(t, func() {
		tokenenricher.NewTokenEnricher(stack, jsii.String("TokenEnricher"), &tokenenricher.TokenEnricherProps{
			UserPool: awscognito.NewUserPool(stack, jsii.String("UserPool"), nil),
			Claims: &[]tokenenricher.ClaimRule{
				tokenenricher.ClaimRule_Set(jsii.String("sub"), tokenenricher.Value_Literal("jane"), nil),
			},
		})
	})
	if !strings.Contains(message, "claims[0].name: ReservedClaim") {
		t.Error(message)
	}
}
