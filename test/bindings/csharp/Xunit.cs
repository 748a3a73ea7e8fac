// Declarations of xunit that tests of the examples use: enough to compile them, not to run them.
using System;

namespace Xunit
{
    public class FactAttribute : Attribute { }

    public class TheoryAttribute : FactAttribute { }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class InlineDataAttribute : Attribute
    {
        public InlineDataAttribute(params object[] data) { }
    }

    public static class Assert
    {
        public static void Equal<T>(T expected, T actual) { }
        public static void Contains(string expected, string actual) { }
        public static void Matches(string expected, string actual) { }
        public static T ThrowsAny<T>(Action test) where T : Exception => throw new NotSupportedException();
        public static T ThrowsAny<T>(Func<object> test) where T : Exception => throw new NotSupportedException();
    }
}
