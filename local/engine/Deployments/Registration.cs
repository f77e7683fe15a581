using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What became of a resource that the program registered.</summary>
public sealed record Registration(Urn Urn, RegistrationOutcome Outcome, string Id, PropertyMap Outputs)
{
    public static Registration Done(StackResource state) => new(state.Urn, RegistrationOutcome.Done, state.Id, state.Outputs);

    public static Registration NotDone(Urn urn, RegistrationOutcome outcome) => new(urn, outcome, "", PropertyMap.Empty);
}

public enum RegistrationOutcome
{
    Done,
    Failed,

    /// <summary>Not begun: something that it needs failed, or the run is stopping.</summary>
    Skipped,
}

/// <summary>What the program registers cannot be; the message says why.</summary>
public class RegistrationException(string message) : Exception(message);

/// <summary>The program registers under a name that another of its resources has.</summary>
public sealed class DuplicateRegistrationException(string message) : RegistrationException(message);
