using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Serving;

var description = new PackageDescription
{
    Name = "greeting",
    DisplayName = "Greeting",
    Version = "1.0.0",
    License = "Apache-2.0",
    Description = "Files that greet.",
    Keywords = [],
    CSharpNamespace = "Greeting",
};
return await PluginHost.RunAsync(new ProviderPackage(description, new NoConfiguration(), [new Greeting()], []), args);

[Resource("Greeting", "name", "A file in the temporary folder that greets somebody.")]
public sealed class Greeting : Resource<Greeting.Args, Greeting.State>
{
    public record Args
    {
        [Input("Who is greeted.", Required = true, Replaces = true), PathSegment]
        public string Name { get; init; } = "";

        [Input("How.", Default = "Hello")]
        public string Phrase { get; init; } = "";
    }

    public sealed record State : Args
    {
        [Output("What the file says.")]
        public string Text { get; init; } = "";
    }

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        var text = $"{inputs.Phrase}, {inputs.Name}!";
        await File.WriteAllTextAsync(FileOf(inputs.Name), text, cancellationToken);
        return new State { Name = inputs.Name, Phrase = inputs.Phrase, Text = text };
    }

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken)
    {
        if (!File.Exists(FileOf(last.Name)))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(FileOf(last.Name), cancellationToken);
        return new State { Name = last.Name, Phrase = text.Split(',')[0], Text = text };
    }

    protected override Task<State> UpdateAsync(ResourceContext context, State state, Args inputs, CancellationToken cancellationToken) =>
        CreateAsync(context, inputs, cancellationToken);

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken)
    {
        File.Delete(FileOf(state.Name));
        return Task.CompletedTask;
    }

    protected override Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<ListedResource>>([]);

    private static string FileOf(string name) => Path.Combine(Path.GetTempPath(), $"{name}.txt");
}
