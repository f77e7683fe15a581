using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>The declared properties of a record, and the way between such a record and a property map.</summary>
public sealed class RecordDescription
{
    private readonly FrozenDictionary<string, PropertyDescription> _byName;

    private readonly PropertyInfo? _id;

    private RecordDescription(Type type, ImmutableArray<PropertyDescription> properties, PropertyInfo? id)
    {
        _id = id;
        Name = type.Name;
        Description = type.GetCustomAttribute<ObjectTypeAttribute>()?.Description ?? "";
        Properties = properties;
        Inputs = [.. properties.Where(static property => property.IsInput)];
        Autonamed = [.. properties.Where(static property => property.Autonamed is not null)];
        Outputs = [.. properties.Where(static property => !property.SteersProvider)];
        _byName = properties.ToFrozenDictionary(static property => property.Name);
    }

    /// <summary>The record's own name.</summary>
    public string Name { get; }

    /// <summary>What an <see cref="ObjectTypeAttribute"/> says of the record; empty without one.</summary>
    public string Description { get; }

    /// <summary>In the order of declaration, inherited ones first.</summary>
    public ImmutableArray<PropertyDescription> Properties { get; }

    /// <summary>What a program may set.</summary>
    public ImmutableArray<PropertyDescription> Inputs { get; }

    /// <summary>What is named when the program gives no name.</summary>
    public ImmutableArray<PropertyDescription> Autonamed { get; }

    /// <summary>What the state holds.</summary>
    public ImmutableArray<PropertyDescription> Outputs { get; }

    /// <summary>Whether the record itself has the id of the resource; see <see cref="IdAttribute"/>.</summary>
    public bool HasId => _id is not null;

    public PropertyDescription this[string name] => _byName[name];

    public static RecordDescription Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() => Of(typeof(T));

    public static RecordDescription Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => new(
        type,
        [.. PropertiesOf(type, part: null)],
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(static property => property.IsDefined(typeof(IdAttribute))));

    /// <summary>The property of that name; null when there is none.</summary>
    public PropertyDescription? Find(string name) => _byName.GetValueOrDefault(name);

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
    public PropertyMap ToProperties(object record)
    {
        var properties = new PropertyMap.Builder(Outputs.Length);
        foreach (var property in Outputs)
        {
            if (property.Get(record) is { } value)
            {
                properties.Add(property.Name, property.Secret ? new SecretValue(value) : value);
            }
        }

        return properties.Build();
    }

    private static IEnumerable<PropertyDescription> PropertiesOf(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, PropertyInfo? part)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(static property => Depth(property.DeclaringType!)))
        {
            if (property.GetCustomAttribute<PropertyAttribute>() is { } attribute)
            {
                yield return new PropertyDescription(property, attribute, part);
            }
            else if (property.GetCustomAttribute<PartAttribute>() is { } parted)
            {
                foreach (var inner in PropertiesOf(parted.Type, property))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The id that the record itself has.</summary>
    internal string IdOf(object record) => (string)_id!.GetValue(record)!;

    /// <summary>Gives the record its id.</summary>
    internal void SetId(object record, string id) => _id!.SetValue(record, id);

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
