using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pulumi.Orgs;

/// <summary>Writes a roster as YAML.</summary>
internal sealed partial class RosterWriter
{
    private readonly IEmitter _emitter;
    private readonly Func<string, string?> _nameOf;

    private RosterWriter(TextWriter text, Func<string, string?> nameOf)
    {
        _emitter = new Emitter(text, new EmitterSettings().WithIndentedSequences().WithNewLine("\n").WithBestWidth(int.MaxValue));
        _nameOf = nameOf;
    }

    public static string Write(Roster roster, Func<string, string?> nameOf)
    {
        using var text = new StringWriter();
        new RosterWriter(text, nameOf).Document(roster);
        // What is harmful is in quotes by now; not all of it is escaped there.
        return Printable.Escape(text.ToString(), knowsLong: true);
    }

    private void Document(Roster roster)
    {
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
        _emitter.Emit(new MappingStart());
        Logins("admins", roster.Admins);
        Logins("members", roster.Members);
        Logins("billingManagers", roster.BillingManagers);
        Roles(roster.Roles);
        if (roster.Teams.Count > 0)
        {
            Text("teams");
            _emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));
            foreach (var team in roster.Teams.OrderBy(static team => team.Name, StringComparer.OrdinalIgnoreCase))
            {
                Team(team);
            }

            _emitter.Emit(new SequenceEnd());
        }

        _emitter.Emit(new MappingEnd());
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
    }

    private void Roles(IReadOnlyList<RosterRole> roles)
    {
        var given = roles.Where(static role => role.Members.Count > 0).OrderBy(static role => role.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (given.Count == 0)
        {
            return;
        }

        Text("roles");
        _emitter.Emit(new MappingStart());
        foreach (var role in given)
        {
            Logins(role.Name, role.Members);
        }

        _emitter.Emit(new MappingEnd());
    }

    private void Team(RosterTeam team)
    {
        _emitter.Emit(new MappingStart());
        Field("name", team.Name);
        Field("displayName", team.DisplayName == team.Name ? null : team.DisplayName);
        Field("description", team.Description is "" ? null : team.Description);
        Logins("admins", team.Admins);
        Logins("members", team.Members);
        Field("role", team.Role);
        Granted("stacks", team.Stacks.Select(static granted => (granted.Name, granted.Permission, (string?)null)));
        Granted("environments", team.Environments.Select(static granted => (NameOf(granted), granted.Permission, granted.MaxOpenDuration)));
        _emitter.Emit(new MappingEnd());
    }

    private static string NameOf(RosterEnvironmentPermission granted) =>
        granted.Project == RosterEnvironmentPermission.DefaultProject ? granted.Environment : granted.Name;

    private void Granted(string name, IEnumerable<(string Name, string Permission, string? MaxOpenDuration)> granted)
    {
        var inOrder = granted.OrderBy(static item => item.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (inOrder.Count == 0)
        {
            return;
        }

        Text(name);
        _emitter.Emit(new MappingStart());
        foreach (var (thing, permission, maxOpenDuration) in inOrder)
        {
            Key(thing);
            if (maxOpenDuration is null)
            {
                Text(permission);
                continue;
            }

            _emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Flow));
            Field("permission", permission);
            Field("maxOpenDuration", maxOpenDuration);
            _emitter.Emit(new MappingEnd());
        }

        _emitter.Emit(new MappingEnd());
    }

    private void Logins(string name, IReadOnlyList<string> logins)
    {
        if (logins.Count == 0)
        {
            return;
        }

        Key(name);
        _emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));
        foreach (var login in logins.Order(StringComparer.OrdinalIgnoreCase))
        {
            Text(login);
            if (_nameOf(login) is { } person)
            {
                // A name is whatever its owner made it; a line break in it would end the comment.
                _emitter.Emit(new Comment(Printable.Line(person), isInline: true));
            }
        }

        _emitter.Emit(new SequenceEnd());
    }

    private void Field(string name, string? value)
    {
        if (value is not null)
        {
            Text(name);
            Text(value);
        }
    }

    // Words and numbers that YAML takes for something else than a text, and what only quotes keep as it is.
    private void Text(string text) =>
        Text(text, LooksLikeText().IsMatch(text) && Printable.FindHarmful(text) is null ? ScalarStyle.Any : ScalarStyle.DoubleQuoted);

    // A key is plainer than a text: with a bracket or a sign in it the parser may take the key and what follows for one text.
    private void Key(string name) =>
        Text(name, LooksLikeText().IsMatch(name) && IsPlainKey().IsMatch(name) ? ScalarStyle.Any : ScalarStyle.DoubleQuoted);

    private void Text(string text, ScalarStyle style) =>
        _emitter.Emit(new Scalar(null, null, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    [GeneratedRegex(@"\A[\p{L}\p{M}\p{Nd} ._/-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsPlainKey();

    [GeneratedRegex(@"\A(?!(?:null|true|false|yes|no|on|off|y|n)\z)[\p{L}]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeText();
}
