using System.Globalization;
using Newtonsoft.Json;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Tokens;

/// <summary>
/// Reads which access tokens the states of stacks have, as <c>pulumi stack export</c> writes them, one after another where there are
/// several. Only types and ids are looked at; what else a state holds is passed over, and of secrets nothing is kept.
/// </summary>
/// <remarks>
/// What is not plainly such a state is an error: taken for a state without tokens, it would make every token one that no stack knows.
/// </remarks>
internal sealed class StackStates
{
    private readonly string _source;
    private readonly JsonTextReader _json;
    private readonly List<string> _ids = [];

    private StackStates(string source, TextReader text)
    {
        _source = source;
        _json = new JsonTextReader(text)
        {
            SupportMultipleContent = true,
            DateParseHandling = DateParseHandling.None,
            // Outputs of a program may be as deep as they like, and nothing here goes down with them.
            MaxDepth = null,
            CloseInput = false,
        };
    }

    /// <summary>The ids of the tokens' resources, such as <c>acme/web/1f2e</c>.</summary>
    /// <param name="source">What messages call the text.</param>
    /// <param name="text">One state or more.</param>
    /// <exception cref="ResourceException">The text is something else.</exception>
    public static IReadOnlyList<string> TokenIds(string source, TextReader text)
    {
        var states = new StackStates(source, text);
        try
        {
            states.Read();
        }
        catch (JsonReaderException exception)
        {
            // Its message may quote what a state holds.
            var line = Math.Max(1, exception.LineNumber);
            throw new ResourceException($"{source} is no JSON from line {line}, column {exception.LinePosition} on");
        }

        return states._ids;
    }

    private void Read()
    {
        var count = 0;
        for (; TryNext(); count++)
        {
            State();
        }

        if (count == 0)
        {
            throw Refused("is empty");
        }
    }

    private void State()
    {
        var hasDeployment = false;
        ForEachProperty(name =>
        {
            switch (name)
            {
                case "version" when _json.TokenType == JsonToken.Integer
                    && Convert.ToInt64(_json.Value, CultureInfo.InvariantCulture) is not (3 or 4) and var version:
                    throw Refused($"has version {version} of the format; a current Pulumi writes version 3");
                case "deployment":
                    Deployment();
                    hasDeployment = true;
                    break;
                case "checkpoint":
                    // As a backend of one's own keeps it, in a bucket or a folder.
                    ForEachProperty(part =>
                    {
                        if (part == "latest")
                        {
                            Deployment();
                            hasDeployment = true;
                        }
                        else
                        {
                            _json.Skip();
                        }
                    });
                    break;
                default:
                    _json.Skip();
                    break;
            }
        });
        if (!hasDeployment)
        {
            throw Refused("has no deployment");
        }
    }

    private void Deployment() => ForEachProperty(name =>
    {
        switch (name)
        {
            case "resources":
                ForEachItem(Resource);
                break;
            case "pending_operations":
                // An import that was cut off: the engine knows of the token already.
                ForEachItem(() => ForEachProperty(part => (part == "resource" ? Resource : (Action)_json.Skip)()));
                break;
            default:
                _json.Skip();
                break;
        }
    });

    private void Resource()
    {
        string? type = null, id = null;
        ForEachProperty(name =>
        {
            switch (name)
            {
                case "type" when _json.Value is string text:
                    type = text;
                    break;
                case "id" when _json.Value is string text:
                    id = text;
                    break;
                default:
                    _json.Skip();
                    break;
            }
        });
        if (type is "orgs:index:OrgAccessToken" or "orgs:index:TeamAccessToken" && id is not null)
        {
            _ids.Add(id);
        }
    }

    // Both begin at the opening bracket and end at the closing one.
    private void ForEachProperty(Action<string> read)
    {
        if (_json.TokenType != JsonToken.StartObject)
        {
            throw Refused($"has something else at {Place()} than a state has");
        }

        for (Next(); _json.TokenType != JsonToken.EndObject; Next())
        {
            var name = (string)_json.Value!;
            Next();
            read(name);
        }
    }

    private void ForEachItem(Action read)
    {
        if (_json.TokenType == JsonToken.Null)
        {
            return;
        }

        if (_json.TokenType != JsonToken.StartArray)
        {
            throw Refused($"has something else at {Place()} than a state has");
        }

        for (Next(); _json.TokenType != JsonToken.EndArray; Next())
        {
            read();
        }
    }

    private void Next()
    {
        if (!TryNext())
        {
            throw Refused("ends in the middle");
        }
    }

    private bool TryNext()
    {
        while (_json.Read())
        {
            if (_json.TokenType != JsonToken.Comment)
            {
                return true;
            }
        }

        return false;
    }

    private string Place() => $"line {_json.LineNumber}, column {_json.LinePosition}";

    private ResourceException Refused(string what) =>
        new($"{_source} {what}: it should hold the state of a stack, as `pulumi stack export` writes it");
}
