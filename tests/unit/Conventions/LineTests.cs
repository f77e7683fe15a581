using System.Globalization;
using System.Reflection;

namespace PulumiOrgs.Provider.Tests.Conventions;

/// <summary>What the formatter does not look at: how long lines are.</summary>
public static class LineTests
{
    private static readonly string Root =
        typeof(LineTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!;

    public sealed class Code
    {
        [Fact]
        public void Stays_within_the_width_that_editors_are_told()
        {
            var limit = int.Parse(
                File.ReadLines(Path.Combine(Root, ".editorconfig")).Single(static line => line.StartsWith("max_line_length", StringComparison.Ordinal))
                    .Split('=')[1],
                CultureInfo.InvariantCulture);
            var files = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories).Where(IsWritten).ToList();

            Assert.True(files.Count > 300, $"{files.Count} files");
            Assert.Empty(files.SelectMany(file => LongLines(file, limit)));
        }

        // What the build writes takes its texts from the schema, each on a line.
        private static bool IsWritten(string file) =>
            !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)
                .Any(static folder => folder is "bin" or "obj" or "artifacts" or "Generated" or "StrykerOutput" || folder.StartsWith('.'));

        // The text of a raw literal is as long as it is.
        private static IEnumerable<string> LongLines(string file, int limit)
        {
            var isRaw = false;
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                var quotes = line.Split("\"\"\"").Length - 1;
                if (line.Length > limit && !isRaw && quotes == 0)
                {
                    yield return $"{Path.GetRelativePath(Root, file)}:{number}: {line.Length} characters";
                }

                isRaw ^= quotes % 2 == 1;
            }
        }
    }
}
