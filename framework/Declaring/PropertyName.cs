using System.Linq.Expressions;
using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A declared property's name on the wire, taken from the property itself so that none can be misspelt.</summary>
public sealed class PropertyName
{
    private readonly string _name;

    private PropertyName(string name) => _name = name;

    public static implicit operator string(PropertyName name) => name._name;

    /// <summary>The name of a record's property.</summary>
    /// <remarks>Keep it in a static field: a call that looks for a property need not look at an expression too.</remarks>
    /// <param name="property">The property: <c>args => args.Name</c>.</param>
    public static PropertyName Of<TArgs>(Expression<Func<TArgs, object?>> property) =>
        // A number or a boolean is made an object on its way.
        (property.Body is UnaryExpression { NodeType: ExpressionType.Convert } converted ? converted.Operand : property.Body) is MemberExpression member
            ? new PropertyName(PropertyDescription.OnTheWire(member.Member.Name))
            : throw new ArgumentException($"{property.Body} is no property", nameof(property));

    public override string ToString() => _name;
}
