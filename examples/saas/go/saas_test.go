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

type anyMap = map[string]interface{}

var items = []interface{}{
	anyMap{"pk": "USER#jane", "sk": "ACCOUNT", "tenant": "acme", "role": "owner"},
	anyMap{"pk": "USER#john", "sk": "ACCOUNT", "tenant": "acme", "role": "viewer"},
	anyMap{"pk": "USER#mary", "sk": "ACCOUNT", "tenant": "globex", "role": "owner"},
	anyMap{"pk": "USER#rick", "sk": "ACCOUNT", "tenant": "initech", "role": "owner"},
	anyMap{"pk": "TENANT#acme", "sk": "SETTINGS", "plan": "pro"},
	anyMap{"pk": "TENANT#acme", "sk": "CLIENT#robot", "clientId": "robot", "tenant": "acme"},
	anyMap{"pk": "TENANT#globex", "sk": "SETTINGS", "plan": "free"},
	anyMap{"pk": "TENANT#initech", "sk": "SETTINGS", "plan": "pro", "suspended": true},
	anyMap{"pk": "TENANT#initech", "sk": "CLIENT#printer", "clientId": "printer", "tenant": "initech"},
	anyMap{"pk": "ROLE#owner", "sk": "ROLE", "permissions": []string{"members:invite"}, "scopes": []string{"projects/read", "projects/write", "projects/export"}},
	anyMap{"pk": "ROLE#viewer", "sk": "ROLE", "permissions": []string{}, "scopes": []string{"projects/read"}},
}

var enricher tokenenricher.TokenEnricher

func TestMain(m *testing.M) {
	enricher = NewSaasStack(awscdk.NewApp(nil), "Test").Enricher
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

func user(sub string) tokenenricher.TokenPreview {
	return enricher.Preview(&tokenenricher.PreviewProps{
		UserAttributes: &map[string]*string{"sub": &sub},
		Scopes:         jsii.Strings("openid", "projects/read", "projects/write", "projects/export"),
		Tables:         &map[string]*[]interface{}{"account": &items},
	})
}

func machine(clientId string) tokenenricher.TokenPreview {
	return enricher.Preview(&tokenenricher.PreviewProps{
		TriggerSource: tokenenricher.TriggerSource_CLIENT_CREDENTIALS(),
		ClientId:      &clientId,
		Scopes:        jsii.Strings("projects/read", "projects/write", "projects/export"),
		Tables:        &map[string]*[]interface{}{"account": &items},
	})
}

// decided are the claims of an access token that rules decide.
func decided(tokens tokenenricher.TokenPreview) string {
	token := *tokens.AccessToken()
	return fmt.Sprint(token["tenant"], " ", token["plan"], " ", token["permissions"], " ", token["scope"])
}

func expect(t *testing.T, actual string, expected string) {
	t.Helper()
	if actual != expected {
		t.Errorf("%s, expected %s", actual, expected)
	}
}

// messageOf runs a function that must panic, as constructs and assertions report errors in Go.
func messageOf(t *testing.T, f func()) (message string) {
	t.Helper()
	defer func() { message = fmt.Sprint(recover()) }()
	f()
	return
}

func TestAnOwnerHasAllPermissionsInTheTenant(t *testing.T) {
	expect(t, decided(user("jane")), "acme pro [members:invite] openid projects/read projects/write projects/export")
}

func TestAViewerHasTheScopeToReadAlone(t *testing.T) {
	expect(t, decided(user("john")), "acme pro [] openid projects/read")
}

func TestTheFreePlanHasNoExports(t *testing.T) {
	tokens := user("mary")
	tokenenricher.TokenAssertions_Of(tokens).HasClaim(jsii.String("plan"), "free", tokenenricher.TokenType_ACCESS)
	tokenenricher.TokenAssertions_Of(tokens).HasNoScope(jsii.String("projects/export"))
	for _, rule := range *tokens.Trace() {
		if *rule.Rule == "scopes[1]" && rule.Outcome != tokenenricher.RuleOutcome_APPLIED {
			t.Error(rule.Outcome)
		}
	}
}

func TestAMachineHasTheTenantThatItsAppClientBelongsTo(t *testing.T) {
	tokens := machine("robot")
	tokenenricher.TokenAssertions_Of(tokens).HasRead(jsii.String("machine"), &anyMap{"clientId": "robot"})
	expect(t, decided(tokens), "acme pro <nil> projects/read projects/write projects/export")
}

func TestASuspendedTenantGetsNoToken(t *testing.T) {
	for _, tokens := range []tokenenricher.TokenPreview{user("rick"), machine("printer")} {
		tokenenricher.TokenAssertions_Of(tokens).IsDenied(tokenenricher.DenialReason_DENIED)
		expect(t, *tokens.Denial().Message, "Your organization is suspended.")
	}
}

func TestNobodyGetsATokenWithoutATenant(t *testing.T) {
	for _, tokens := range []tokenenricher.TokenPreview{user("nobody"), machine("unknown")} {
		expect(t, *tokens.Denial().Message, "You are no member of an organization.")
	}
}

func TestAFailedAssertionShowsTheDifference(t *testing.T) {
	message := messageOf(t, func() {
		tokenenricher.TokenAssertions_Of(user("jane")).HasClaim(jsii.String("plan"), "free", tokenenricher.TokenType_ACCESS)
	})
	if !strings.Contains(message, "free") || !strings.Contains(message, "pro") {
		t.Error(message)
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
