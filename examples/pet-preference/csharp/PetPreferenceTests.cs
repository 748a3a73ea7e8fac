using System.Collections.Generic;
using Amazon.CDK;
using CdkCognitoTokenEnricher;
using Xunit;

namespace Example
{
    public class PetPreferenceTests
    {
        private static readonly TokenEnricher Enricher = new PetPreferenceStack(new App(), "Test").Enricher;

        private static TokenPreview TokensOf(string email) =>
            Enricher.Preview(new PreviewProps { UserAttributes = new Dictionary<string, string> { ["email"] = email } });

        [Fact]
        public void AUserOfTheCompanyPrefersDogs() => TokenAssertions.Of(TokensOf("jane@amazon.com")).HasClaim("pet_preference", "dogs", TokenType.ID);

        [Theory]
        [InlineData("jane@example.com")]
        [InlineData("jane@amazon.com.example.com")]
        [InlineData("@amazon.com@example.com")]
        public void OthersPreferCats(string email) => TokenAssertions.Of(TokensOf(email)).HasClaim("pet_preference", "cats", TokenType.ID);

        [Fact]
        public void TheAccessTokenStaysAsItIs()
        {
            var tokens = TokensOf("jane@amazon.com");
            Assert.Equal(tokens.OriginalAccessToken, tokens.AccessToken);
        }
    }
}
