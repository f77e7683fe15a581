using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Protocol;

public static class PropertyMapTests
{
    public sealed class TheBuilder
    {
        private readonly PropertyMap.Builder _builder = new(1);

        [Fact]
        public void Makes_a_map_of_what_it_was_given()
        {
            _builder.Add("name", "ada");
            _builder.Add("role", "admin");

            Assert.Equal(PropertyMap.Of(("role", "admin"), ("name", "ada")), _builder.Build());
        }

        [Fact]
        public void Cannot_change_a_map_that_it_made()
        {
            var map = _builder.Build();

            Assert.Throws<InvalidOperationException>(() => _builder.Add("name", "ada"));
            Assert.Throws<InvalidOperationException>(_builder.Build);
            Assert.Empty(map);
        }

        [Fact]
        public void Refuses_a_name_twice()
        {
            _builder.Add("name", "ada");

            Assert.Throws<ArgumentException>(() => _builder.Add("name", "bob"));
        }
    }
}
