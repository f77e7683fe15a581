using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

using PulumiOrgs.Bench.Micro;

var config = DefaultConfig.Instance.WithArtifactsPath("artifacts/micro");
if (!args.Contains("--job") && !args.Contains("-j"))
{
    // Many short iterations: the whole takes a few minutes, and what else the machine does spoils few of them.
    config = config.AddJob(Job.Default.WithId("brief").WithWarmupCount(8).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(100)));
}

BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run(args, config);
