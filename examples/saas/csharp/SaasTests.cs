using System;
using System.Collections.Generic;
using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using CdkCognitoTokenEnricher;
using Xunit;

namespace Example
{
    public class SaasTests
    {
        private static readonly string[] ProjectScopes = { "projects/read", "projects/write", "projects/export" };
        private static readonly object[] Items =
        {
            Item("USER#jane", "ACCOUNT", ("tenant", "acme"), ("role", "owner")),
            Item("USER#john", "ACCOUNT", ("tenant", "acme"), ("role", "viewer")),
            Item("USER#mary", "ACCOUNT", ("tenant", "globex"), ("role", "owner")),
            Item("USER#rick", "ACCOUNT", ("tenant", "initech"), ("role", "owner")),
            Item("TENANT#acme", "SETTINGS", ("plan", "pro")),
            Item("TENANT#acme", "CLIENT#robot", ("clientId", "robot"), ("tenant", "acme")),
            Item("TENANT#globex", "SETTINGS", ("plan", "free")),
            Item("TENANT#initech", "SETTINGS", ("plan", "pro"), ("suspended", true)),
            Item("TENANT#initech", "CLIENT#printer", ("clientId", "printer"), ("tenant", "initech")),
            Item("ROLE#owner", "ROLE", ("permissions", new[] { "members:invite" }), ("scopes", ProjectScopes)),
            Item("ROLE#viewer", "ROLE", ("permissions", new string[0]), ("scopes", new[] { "projects/read" })),
        };
        private static readonly TokenEnricher Enricher = new SaasStack(new App(), "Test").Enricher;

        private static Dictionary<string, object> Item(string pk, string sk, params (string Name, object Value)[] attributes)
        {
            var item = attributes.ToDictionary(each => each.Name, each => each.Value);
            item["pk"] = pk;
            item["sk"] = sk;
            return item;
        }

        private static TokenPreview User(string sub) => Enricher.Preview(new PreviewProps
        {
            UserAttributes = new Dictionary<string, string> { ["sub"] = sub },
            Scopes = new[] { "openid" }.Concat(ProjectScopes).ToArray(),
            Tables = new Dictionary<string, object[]> { ["account"] = Items },
        });

        private static TokenPreview Machine(string clientId) => Enricher.Preview(new PreviewProps
        {
            TriggerSource = TriggerSource.CLIENT_CREDENTIALS,
            ClientId = clientId,
            Scopes = ProjectScopes,
            Tables = new Dictionary<string, object[]> { ["account"] = Items },
        });

        [Fact]
        public void AnOwnerHasAllPermissionsInTheTenant()
        {
            var tokens = TokenAssertions.Of(User("jane"));
            tokens.HasClaim("tenant", "acme", TokenType.ACCESS);
            tokens.HasClaim("permissions", new[] { "members:invite" }, TokenType.ACCESS);
            tokens.HasClaim("scope", "openid projects/read projects/write projects/export", TokenType.ACCESS);
        }

        [Fact]
        public void AViewerHasTheScopeToReadAlone() => TokenAssertions.Of(User("john")).HasClaim("scope", "openid projects/read", TokenType.ACCESS);

        [Fact]
        public void TheFreePlanHasNoExports()
        {
            var tokens = User("mary");
            Assert.Equal("free", tokens.AccessToken!["plan"]);
            TokenAssertions.Of(tokens).HasNoScope("projects/export");
            Assert.Equal(RuleOutcome.APPLIED, tokens.Trace.Single(rule => rule.Rule == "scopes[1]").Outcome);
        }

        [Fact]
        public void AMachineHasTheTenantThatItsAppClientBelongsTo()
        {
            var tokens = TokenAssertions.Of(Machine("robot"));
            tokens.HasRead("machine", new Dictionary<string, object> { ["clientId"] = "robot" });
            tokens.HasClaim("tenant", "acme", TokenType.ACCESS);
        }

        [Fact]
        public void ASuspendedTenantGetsNoToken()
        {
            foreach (var tokens in new[] { User("rick"), Machine("printer") })
            {
                TokenAssertions.Of(tokens).IsDenied(DenialReason.DENIED);
                Assert.Equal("Your organization is suspended.", tokens.Denial?.Message);
            }
        }

        [Fact]
        public void NobodyGetsATokenWithoutATenant()
        {
            foreach (var tokens in new[] { User("nobody"), Machine("unknown") })
            {
                Assert.Equal("You are no member of an organization.", tokens.Denial?.Message);
            }
        }

        [Fact]
        public void AFailedAssertionShowsTheDifference()
        {
            var tokens = TokenAssertions.Of(User("jane"));
            var error = Assert.ThrowsAny<Exception>(() => tokens.HasClaim("plan", "free", TokenType.ACCESS));
            Assert.Matches("(?s)plan.*free.*pro", error.Message);
        }

        [Fact]
        public void AReservedClaimIsAnError()
        {
            var stack = new Stack(new App(), "Stack");
            var error = Assert.ThrowsAny<Exception>(() => new TokenEnricher(stack, "TokenEnricher", new TokenEnricherProps
            {
                UserPool = new UserPool(stack, "UserPool"),
                Claims = new[] { ClaimRule.Set("sub", Value.Literal("jane")) },
            }));
            Assert.Contains("claims[0].name: ReservedClaim", error.Message);
        }
    }
}
