// Declarations of Amazon.JSII.Runtime that generated code uses: enough to compile it, not to run it.
using System;

namespace Amazon.JSII.Runtime.Deputy
{
    public class ByRefValue { }

    public class DeputyProps
    {
        public DeputyProps(object?[]? arguments = null) { }
    }

    public abstract class DeputyBase
    {
        protected DeputyBase(DeputyProps props) { }
        protected DeputyBase(ByRefValue reference) { }
        protected static T InvokeStaticMethod<T>(Type type, Type[] parameters, object?[] arguments) => throw new NotSupportedException();
        protected static void InvokeStaticVoidMethod(Type type, Type[] parameters, object?[] arguments) { }
        protected static T GetStaticProperty<T>(Type type) => throw new NotSupportedException();
        protected T InvokeInstanceMethod<T>(Type[] parameters, object?[] arguments) => throw new NotSupportedException();
        protected void InvokeInstanceVoidMethod(Type[] parameters, object?[] arguments) { }
        protected T GetInstanceProperty<T>() => throw new NotSupportedException();
        protected void SetInstanceProperty<T>(T value) { }
    }

    public abstract class JsiiTypeAttribute : Attribute
    {
        protected JsiiTypeAttribute(Type nativeType, string fullyQualifiedName) { }
    }

    public class JsiiClassAttribute : JsiiTypeAttribute
    {
        public JsiiClassAttribute(Type nativeType, string fullyQualifiedName, string? parametersJson = null) : base(nativeType, fullyQualifiedName) { }
    }

    public class JsiiInterfaceAttribute : JsiiTypeAttribute
    {
        public JsiiInterfaceAttribute(Type nativeType, string fullyQualifiedName) : base(nativeType, fullyQualifiedName) { }
    }

    public class JsiiTypeProxyAttribute : JsiiTypeAttribute
    {
        public JsiiTypeProxyAttribute(Type nativeType, string fullyQualifiedName) : base(nativeType, fullyQualifiedName) { }
    }

    public class JsiiEnumAttribute : JsiiTypeAttribute
    {
        public JsiiEnumAttribute(Type nativeType, string fullyQualifiedName) : base(nativeType, fullyQualifiedName) { }
    }

    public class JsiiEnumMemberAttribute : Attribute
    {
        public JsiiEnumMemberAttribute(string name) { }
    }

    public class JsiiByValueAttribute : Attribute
    {
        public JsiiByValueAttribute(string fqn) { }
    }

    public class JsiiMethodAttribute : Attribute
    {
        public JsiiMethodAttribute(string name, string? returnsJson = null, string? parametersJson = null, bool isAsync = false, bool isOverride = false) { }
    }

    public class JsiiPropertyAttribute : Attribute
    {
        public JsiiPropertyAttribute(string name, string typeJson, bool isOptional = false, bool isOverride = false) { }
    }

    public class JsiiOptionalAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Assembly)]
    public class JsiiAssemblyAttribute : Attribute
    {
        public JsiiAssemblyAttribute(string name, string version, string tarball) { }
    }
}
