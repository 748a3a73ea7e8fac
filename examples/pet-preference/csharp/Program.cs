using Amazon.CDK;

namespace Example
{
    public static class Program
    {
        public static void Main()
        {
            var app = new App();
            new PetPreferenceStack(app, "PetPreference");
            app.Synth();
        }
    }
}
