using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Declaring;

/// <summary>What a program is answered that calls a function.</summary>
public sealed class FunctionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_result_comes_with_secrets_marked()
    {
        var answer = await new Add().InvokeAsync(PropertyMap.Of(("left", 2), ("right", 3)), ConfigurationDefaults.None, Cancel);

        Assert.Empty(answer.Failures);
        Assert.Equal(PropertyMap.Of(("sum", 5), ("key", new SecretValue("k5"))), answer.Result);
    }

    [Fact]
    public async Task Wrong_arguments_are_told_and_nothing_is_asked()
    {
        var answer = await new Add().InvokeAsync(PropertyMap.Of(("left", "two")), ConfigurationDefaults.None, Cancel);

        Assert.Equal(["left", "right"], answer.Failures.Select(static failure => failure.Property));
        Assert.Empty(answer.Result);
    }

    [Fact]
    public async Task Nothing_of_the_result_is_known_while_an_argument_is_not()
    {
        var answer = await new Add().InvokeAsync(PropertyMap.Of(("left", 2), ("right", PropertyValue.Unknown)), ConfigurationDefaults.None, Cancel);

        Assert.Empty(answer.Failures);
        Assert.Equal(PropertyMap.Of(("sum", PropertyValue.Unknown), ("key", PropertyValue.Unknown)), answer.Result);
    }

    [Fact]
    public void Its_declaration_is_read_once()
    {
        var add = new Add();

        Assert.Same(add.Inputs, add.Inputs);
        Assert.Same(add.Outputs, add.Outputs);
    }

    [Fact]
    public void One_without_a_name_is_a_mistake_in_its_declaration() => Assert.Equal(
        $"{typeof(Nameless)} lacks its FunctionAttribute", Assert.Throws<InvalidOperationException>(() => new Nameless().Name).Message);

    private sealed record Args
    {
        [Input("", Required = true)]
        public int Left { get; init; }

        [Input("", Required = true)]
        public int Right { get; init; }
    }

    private sealed record Result
    {
        [Output("")]
        public int Sum { get; init; }

        [Output("", Secret = true)]
        public string Key { get; init; } = "";
    }

    [Function("add", "Adds.")]
    private sealed class Add : Function<Args, Result>
    {
        protected override Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken) =>
            Task.FromResult(new Result { Sum = arguments.Left + arguments.Right, Key = $"k{arguments.Left + arguments.Right}" });
    }

    private sealed class Nameless : Function<Args, Result>
    {
        protected override Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
