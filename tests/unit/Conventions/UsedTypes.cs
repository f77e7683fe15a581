using System.Reflection;
using System.Reflection.Emit;

namespace PulumiOrgs.Provider.Tests.Conventions;

/// <summary>The types that a type uses: in what it declares, and in the bodies of its methods.</summary>
internal static class UsedTypes
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => code.Value);

    public static HashSet<Type> Of(Type type)
    {
        var methods = type.GetConstructors(Declared).Concat<MethodBase>(type.GetMethods(Declared)).ToList();
        IEnumerable<Type?> used =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetGenericArguments().SelectMany(static argument => argument.GetGenericParameterConstraints()),
            .. type.GetFields(Declared).Select(static field => field.FieldType),
            .. type.GetMembers(Declared).Append(type).SelectMany(static member => member.CustomAttributes).Select(static attribute => attribute.AttributeType),
            .. methods.SelectMany(static method => method.GetParameters()).Select(static parameter => parameter.ParameterType),
            .. methods.OfType<MethodInfo>().Select(static method => method.ReturnType),
            .. methods.SelectMany(OfBody),
        ];
        return [.. used.SelectMany(Parts)];
    }

    private static IEnumerable<Type?> OfBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return [];
        }

        return
        [
            .. body.LocalVariables.Select(static local => local.LocalType),
            .. body.ExceptionHandlingClauses.Where(static clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(static clause => clause.CatchType),
            .. OfInstructions(method, body.GetILAsByteArray()!),
        ];
    }

    private static IEnumerable<Type?> OfInstructions(MethodBase method, byte[] il)
    {
        for (var position = 0; position < il.Length;)
        {
            // Codes of two bytes begin with FE.
            var code = OpCodesByValue[il[position] == 0xFE ? unchecked((short)(0xFE00 | il[position + 1])) : il[position]];
            position += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                var member = method.Module.ResolveMember(
                    BitConverter.ToInt32(il, position), method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod
                        ? method.GetGenericArguments() : null)!;
                yield return member as Type ?? member.DeclaringType;
                foreach (var type in OfMember(member))
                {
                    yield return type;
                }
            }

            position += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, position)),
                _ => 4,
            };
        }
    }

    // What a call takes and gives is used, though the caller may never name it.
    private static IEnumerable<Type> OfMember(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodInfo { IsGenericMethod: true } called => [called.ReturnType, .. called.GetGenericArguments()],
        MethodInfo called => [called.ReturnType],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsGenericParameter: true } => [],
        { IsConstructedGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
