using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>The name by which the engine knows a resource: stack, project, types of its parents and its own, name.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private const string Separator = "::";

    private readonly string _value;

    public Urn(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>
    /// The URN that a resource of this name and type has under a parent (a resource or its URN), in this project and stack unless
    /// others are named.
    /// </summary>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException("Give a parent or its URN, not both.", nameof(parentUrn));
        }

        var prefix = (parent?.Urn ?? parentUrn?.ToOutput()) is { } urn
            // A child's URN begins as its parent's does, up to the parent's type.
            ? urn.Apply(static text => $"{text[..text.LastIndexOf(Separator, StringComparison.Ordinal)]}$")
            : Output.Format(
                $"urn:pulumi:{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::");
        return Output.Format($"{prefix}{type}::{name}");
    }

    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    public override int GetHashCode() => string.GetHashCode(_value, StringComparison.Ordinal);

    public override string ToString() => _value;

    public static implicit operator string(Urn value) => value._value;

    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    internal static string NameOf(string urn) => urn[(urn.LastIndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..];

    internal static string TypeOf(string urn) => urn.Split(Separator)[2].Split('$')[^1];
}
