using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Pulumirpc;

namespace PulumiOrgs.Framework.Serving;

/// <summary>The calls of the plugin protocol that the plugin answers; every other is answered with UNIMPLEMENTED.</summary>
/// <remarks>
/// They are listed here, and not found by way of the generated base class, because in a native binary that way costs a
/// fifth of the plugin's start: it makes generic types at run time that the compiler can make when it is told of them.
/// </remarks>
internal sealed class ProviderMethods : IServiceMethodProvider<ProviderService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ProviderService> context)
    {
        var service = ResourceProvider.Descriptor.FullName;
        AddUnary("Handshake", ProviderHandshakeRequest.Parser, ProviderHandshakeResponse.Parser,
            static (service, request, call) => service.Handshake(request, call));
        AddUnary("Attach", PluginAttach.Parser, Empty.Parser, static (service, request, call) => service.Attach(request, call));
        AddUnary("GetPluginInfo", Empty.Parser, PluginInfo.Parser, static (service, request, call) => service.GetPluginInfo(request, call));
        AddUnary("GetSchema", GetSchemaRequest.Parser, GetSchemaResponse.Parser, static (service, request, call) => service.GetSchema(request, call));
        AddUnary("CheckConfig", CheckRequest.Parser, CheckResponse.Parser, static (service, request, call) => service.CheckConfig(request, call));
        AddUnary("DiffConfig", DiffRequest.Parser, DiffResponse.Parser, static (service, request, call) => service.DiffConfig(request, call));
        AddUnary("Configure", ConfigureRequest.Parser, ConfigureResponse.Parser, static (service, request, call) => service.Configure(request, call));
        AddUnary("Check", CheckRequest.Parser, CheckResponse.Parser, static (service, request, call) => service.Check(request, call));
        AddUnary("Diff", DiffRequest.Parser, DiffResponse.Parser, static (service, request, call) => service.Diff(request, call));
        AddUnary("Create", CreateRequest.Parser, CreateResponse.Parser, static (service, request, call) => service.Create(request, call));
        AddUnary("Read", ReadRequest.Parser, ReadResponse.Parser, static (service, request, call) => service.Read(request, call));
        AddUnary("Update", UpdateRequest.Parser, UpdateResponse.Parser, static (service, request, call) => service.Update(request, call));
        AddUnary("Delete", DeleteRequest.Parser, Empty.Parser, static (service, request, call) => service.Delete(request, call));
        AddUnary("Invoke", InvokeRequest.Parser, InvokeResponse.Parser, static (service, request, call) => service.Invoke(request, call));
        AddUnary("Cancel", Empty.Parser, Empty.Parser, static (service, request, call) => service.Cancel(request, call));
        context.AddServerStreamingMethod(
            new Method<ListRequest, ListResponse>(
                MethodType.ServerStreaming, service, "List", MarshallerOf(ListRequest.Parser), MarshallerOf(ListResponse.Parser)),
            [],
            static (service, request, responses, call) => service.List(request, responses, call));

        void AddUnary<TRequest, TResponse>(
            string name,
            MessageParser<TRequest> requests,
            MessageParser<TResponse> responses,
            UnaryServerMethod<ProviderService, TRequest, TResponse> answer)
            where TRequest : class, IMessage<TRequest>, IBufferMessage
            where TResponse : class, IMessage<TResponse>, IBufferMessage => context.AddUnaryMethod(
            new Method<TRequest, TResponse>(MethodType.Unary, service, name, MarshallerOf(requests), MarshallerOf(responses)), [], answer);
    }

    private static Marshaller<T> MarshallerOf<T>(MessageParser<T> parser)
        where T : class, IMessage<T>, IBufferMessage => Marshallers.Create(
        static (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context => Parse(parser, context.PayloadAsReadOnlySequence()));

    // What escapes from here would be answered with "Exception was thrown by handler" and no more.
    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> message)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"the request is no message of the plugin protocol: {failure.Message}"));
        }
    }
}
