using Amazon.CDK;

namespace Example
{
    public static class Program
    {
        public static void Main()
        {
            var app = new App();
            new SaasStack(app, "Saas");
            app.Synth();
        }
    }
}
