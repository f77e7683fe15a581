using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.Framework;

/// <summary>The declared properties of a record, and the way between such a record and a property map.</summary>
public sealed class RecordDescription
{
    private readonly FrozenDictionary<string, PropertyDescription> _byName;

    private RecordDescription(Type type, IReadOnlyList<PropertyDescription> properties)
    {
        Name = type.Name;
        Description = type.GetCustomAttribute<ObjectTypeAttribute>()?.Description ?? "";
        Properties = properties;
        _byName = properties.ToFrozenDictionary(static property => property.Name);
    }

    /// <summary>The record's own name.</summary>
    public string Name { get; }

    /// <summary>What an <see cref="ObjectTypeAttribute"/> says of the record; empty without one.</summary>
    public string Description { get; }

    /// <summary>In the order of declaration, inherited ones first.</summary>
    public IReadOnlyList<PropertyDescription> Properties { get; }

    /// <summary>What a program may set.</summary>
    public IEnumerable<PropertyDescription> Inputs => Properties.Where(static property => property.IsInput);

    /// <summary>What the state holds.</summary>
    public IEnumerable<PropertyDescription> Outputs => Properties.Where(static property => !property.SteersProvider);

    public PropertyDescription this[string name] => _byName[name];

    public static RecordDescription Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() => Of(typeof(T));

    public static RecordDescription Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) =>
        new(type, [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(static property => (Property: property, Attribute: property.GetCustomAttribute<PropertyAttribute>()))
                .Where(static declared => declared.Attribute is not null)
                .OrderBy(static declared => Depth(declared.Property.DeclaringType!))
                .Select(static declared => new PropertyDescription(declared.Property, declared.Attribute!)),
        ]);

    public bool Has(string name) => _byName.ContainsKey(name);

    public T ToRecord<T>(PropertyMap properties)
        where T : class, new()
    {
        var record = new T();
        foreach (var property in Properties)
        {
            property.Set(record, properties.Find(property.Name));
        }

        return record;
    }

    /// <summary>The record's values in wire form. What is declared secret is marked so.</summary>
    public PropertyMap ToProperties(object record) => PropertyMap.Of(Outputs.Select(property =>
        (property.Name, property.Get(record) is { } value ? property.Secret ? new SecretValue(value) : value : null)));

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
