package main

import (
	"os"
	"reflect"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher"
)

var enricher tokenenricher.TokenEnricher

func TestMain(m *testing.M) {
	enricher = NewPetPreferenceStack(awscdk.NewApp(nil), "Test").Enricher
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

func tokensOf(email string) tokenenricher.TokenPreview {
	return enricher.Preview(&tokenenricher.PreviewProps{UserAttributes: &map[string]*string{"email": &email}})
}

func TestAUserOfTheCompanyPrefersDogs(t *testing.T) {
	tokenenricher.TokenAssertions_Of(tokensOf("jane@amazon.com")).HasClaim(jsii.String("pet_preference"), "dogs", tokenenricher.TokenType_ID)
}

func TestOthersPreferCats(t *testing.T) {
	for _, email := range []string{"jane@example.com", "jane@amazon.com.example.com", "@amazon.com@example.com"} {
		tokenenricher.TokenAssertions_Of(tokensOf(email)).HasClaim(jsii.String("pet_preference"), "cats", tokenenricher.TokenType_ID)
	}
}

func TestTheAccessTokenStaysAsItIs(t *testing.T) {
	tokens := tokensOf("jane@amazon.com")
	if !reflect.DeepEqual(tokens.AccessToken(), tokens.OriginalAccessToken()) {
		t.Error(*tokens.Describe())
	}
}
