// The namespaces that a new project of .NET imports by default, and those of the CDK
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using CdkCognitoTokenEnricher;
using Constructs;

namespace Example
{
    /// <summary>Workspaces with members: their plan is a claim, their role decides a scope, and suspended members get no token.</summary>
    public class Workspaces : Stage
    {
        public TokenEnricher Enricher { get; }

        public Workspaces(Construct scope, string id) : base(scope, id)
        {
            var table = new Table(new Stack(this, "Data"), "Members", new TableProps
            {
                PartitionKey = new Amazon.CDK.AWS.DynamoDB.Attribute { Name = "userId", Type = AttributeType.STRING },
            });

            var auth = new Stack(this, "Auth");
            var userPool = new UserPool(auth, "UserPool", new UserPoolProps { FeaturePlan = FeaturePlan.ESSENTIALS });

            var member = TableSource.Item("member", new ItemSourceProps
            {
                Table = table,
                Key = new Dictionary<string, Value> { ["userId"] = Value.Sub() },
                OnError = OnError.OMIT,
                Timeout = Duration.Millis(500),
            });
            Value role = member.Attribute("role", new AttributeOptions { ValueType = ItemAttributeType.STRING });
            Condition isSuspended = member.Attribute("suspended").IsTrue();
            Enricher = new TokenEnricher(auth, "TokenEnricher", new TokenEnricherProps
            {
                UserPool = userPool,
                Attachment = Attachment.InTemplate(),
                Deny = new[] { DenyRule.When(isSuspended, "Your account is suspended.") },
                Claims = new[] { ClaimRule.Set("plan", member.Attribute("plan").OrElse(Value.Literal("free")), new SetClaimOptions { Tokens = new[] { TokenType.ACCESS } }) },
                Scopes = new[]
                {
                    ScopeRule.Add("workspaces:write", new AddScopeOptions { When = role.IsOneOf(new[] { "owner", "editor" }), Description = "Viewers only read." }),
                },
            });
        }

        public string Previewed()
        {
            var preview = Enricher.Preview(new PreviewProps
            {
                UserAttributes = new Dictionary<string, string> { ["sub"] = "jane" },
                Tables = new Dictionary<string, object[]> { ["member"] = new object[] { new Dictionary<string, object> { ["userId"] = "jane", ["plan"] = "pro" } } },
                TriggerSource = TriggerSource.HOSTED_AUTH,
            });
            TokenAssertions.Of(preview).HasClaim("plan", "pro", TokenType.ACCESS);
            object plan = preview.AccessToken!["plan"];
            RuleOutcome outcome = preview.Trace.First().Outcome;
            return $"{plan} {outcome} {preview.Denial?.Message ?? "issued"} {preview.Describe()} {Enricher.Contract.TypeScript()}";
        }
    }
}
