using System.Net;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class CloudAnswerTests
{
    public sealed class AField
    {
        [Theory]
        [InlineData("{}", "the answer's 'field' is missing or is not text")]
        [InlineData("""{"field":null}""", "the answer's 'field' is missing or is not text")]
        [InlineData("""{"field":7}""", "the answer's 'field' is missing or is not text")]
        public void That_is_no_text_is_named(string json, string detail) => Assert.Equal(detail, Fault(json, static answer => answer.Text("field")));

        [Fact]
        public void That_may_be_absent_is_named_when_it_is_no_text() =>
            Assert.Equal("the answer's 'field' is missing or is not text", Fault("""{"field":[]}""", static answer => answer.OptionalText("field")));

        [Fact]
        public void That_neither_holds_nor_does_not_is_named() =>
            Assert.Equal("the answer's 'field' is missing or is not true or false", Fault("""{"field":"true"}""", static answer => answer.Flag("field")));

        [Fact]
        public void That_is_no_whole_number_is_named() =>
            Assert.Equal("the answer's 'field' is missing or is not a whole number", Fault("""{"field":1.5}""", static answer => answer.Number("field")));

        [Theory]
        [InlineData("{}")]
        [InlineData("""{"field":[]}""")]
        public void That_is_no_object_is_named(string json) =>
            Assert.Equal("the answer's 'field' is missing or is not an object", Fault(json, static answer => answer.Object("field")));

        [Theory]
        [InlineData("{}", "the answer's 'field' is missing or is not a list")]
        [InlineData("""{"field":{}}""", "the answer's 'field' is missing or is not a list")]
        [InlineData("""{"field":[{},[]]}""", "the answer's 'field[1]' is missing or is not an object")]
        public void That_is_no_list_of_objects_is_named(string json, string detail) =>
            Assert.Equal(detail, Fault(json, static answer => answer.Objects("field")));

        [Theory]
        [InlineData("""{"field":"a"}""", "the answer's 'field' is missing or is not a list")]
        [InlineData("""{"field":["a",null]}""", "the answer's 'field[1]' is missing or is not text")]
        public void That_is_no_list_of_texts_is_named(string json, string detail) =>
            Assert.Equal(detail, Fault(json, static answer => answer.OptionalTexts("field")));

        [Fact]
        public void Is_named_with_the_way_to_it() => Assert.Equal(
            "the answer's 'users[0].self.login' is missing or is not text",
            Fault("""{"users":[{"self":{}}]}""", static answer => answer.Objects("users")[0].Object("self").Text("login")));
    }

    private static string? Fault(string json, Func<CloudAnswer, object?> read)
    {
        var answer = new CloudAnswer(new CloudRequest(HttpMethod.Get, ApiPath.Of("api"), "look"), HttpStatusCode.OK, JObject.Parse(json));
        var failure = Assert.Throws<CloudException>(() => read(answer));
        Assert.Equal((CloudFailure.Unexpected, HttpStatusCode.OK), (failure.Reason, failure.Status));
        return failure.Detail;
    }
}
