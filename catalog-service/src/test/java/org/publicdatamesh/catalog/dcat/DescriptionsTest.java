package org.publicdatamesh.catalog.dcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.test.Requirement;

/** Texts that a format has no way to write, and a service of which nothing is configured and no unit is known. */
class DescriptionsTest {
    private static final DcatConfig BARE = new DcatConfig() {
        @Override
        public URI base() {
            return URI.create("https://catalogue.example");
        }

        @Override
        public Optional<URI> openPortal() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> licence() {
            return Optional.empty();
        }

        @Override
        public String title() {
            return "公共数据目录";
        }

        @Override
        public String description() {
            return "公共数据目录";
        }

        @Override
        public String authority() {
            return "公共数据主管部门";
        }
    };

    private static Described entry(String summary) {
        DataItem item = new DataItem(
                "id",
                "编\u0001号]]>",
                ItemType.INTEGER,
                null,
                true,
                true,
                ItemCheck.NONE,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                "GB/T \"10114\" \\ <&>");
        EntryContent content = new EntryContent(
                new Text("村", null, null),
                summary,
                EntryKind.SPECIAL,
                "301",
                1,
                ShareType.UNCONDITIONAL,
                List.of(),
                List.of(),
                OpenType.UNCONDITIONAL,
                UpdateCycle.WEEKLY,
                List.of(item),
                null);
        Instant at = Instant.parse("2026-01-01T00:00:00.123Z");
        return new Described(
                new PublishedEntry(new UUID(1, 2), 1, "301/000001", "a unit/&?#", at, at, content), List.of(), null);
    }

    @Test
    void anyTextIsTheSameInEachFormat() {
        for (String summary :
                List.of("\u0000\u0001\u001F\uFFFF", "<&>\"'\\\n\r\t]]>", "༄༅། བོད་ཡིག 😀 \\u0041 \"\"\"", " ")) {
            Model model = Descriptions.entry(BARE, Map.of(), entry(summary));
            Map.of(Syntax.TTL, Lang.TURTLE, Syntax.JSONLD, Lang.JSONLD, Syntax.RDF, Lang.RDFXML)
                    .forEach((syntax, language) -> assertThat(
                                    Shapes.read(new String(syntax.write(model), StandardCharsets.UTF_8), language)
                                            .isIsomorphicWith(model))
                            .as(syntax + " of " + summary)
                            .isTrue());
            assertThat(Shapes.violations(model)).isEmpty();
        }
    }

    /** DCAT-AP 3 names who answers for data beside the publisher by a qualified attribution, with the role. */
    @Test
    @Requirement("A9.1")
    void coUnitsAreNamedWithTheirRole() {
        Described alone = entry("村");
        EntryContent content = alone.entry().content();
        EntryContent shared = new EntryContent(
                content.name(),
                content.summary(),
                content.kind(),
                content.classification(),
                content.grade(),
                content.shareType(),
                content.shareConditions(),
                content.legalBasis(),
                content.openType(),
                content.updateCycle(),
                content.items(),
                List.of(new CoUnit("health", List.of("id")), new CoUnit("lhasa-transport", List.of("id"))));
        PublishedEntry entry = alone.entry();
        Described joint = new Described(
                new PublishedEntry(entry.id(), 1, entry.code(), "education", entry.issued(), entry.modified(), shared),
                List.of(),
                null);
        PublishingUnit health = new PublishingUnit(
                "health",
                new Text("卫生健康委", null, "Health"),
                Level.REGION,
                "540000",
                false,
                Instant.parse("2026-01-01T00:00:00Z"));
        Model model = Descriptions.entry(BARE, Map.of("health", health), joint);
        assertThat(Shapes.violations(model)).isEmpty();
        String prov = "http://www.w3.org/ns/prov#";
        Resource dataset = model.getResource("https://catalogue.example/api/v1/dcat/entries/" + entry.id());
        assertThat(dataset.listProperties(model.createProperty(prov, "qualifiedAttribution"))
                        .mapWith(each -> each.getResource().getURI())
                        .toList())
                .containsExactlyInAnyOrder(
                        dataset.getURI() + "#co-unit-health", dataset.getURI() + "#co-unit-lhasa-transport");
        Resource attribution = model.getResource(dataset.getURI() + "#co-unit-health");
        Resource agent = attribution.getPropertyResourceValue(model.createProperty(prov, "agent"));
        assertThat(agent.getURI()).isEqualTo("https://catalogue.example/api/v1/dcat/units/health");
        assertThat(agent.getProperty(FOAF.name, "zh").getString()).isEqualTo("卫生健康委");
        assertThat(attribution
                        .getPropertyResourceValue(model.createProperty(DCAT.NS, "hadRole"))
                        .getURI())
                .endsWith("/contributor");
        assertThat(new String(SchemaOrg.of(BARE, Map.of("health", health), joint), StandardCharsets.UTF_8))
                .contains("\"contributor\":[{\"@type\":\"GovernmentOrganization\"", "卫生健康委");
        assertThat(new String(SchemaOrg.of(BARE, Map.of(), alone), StandardCharsets.UTF_8))
                .doesNotContain("contributor");
    }

    @Test
    void anEmptyCatalogueWithoutSettingsLacksOnlyWhatIsRecommended() {
        CataloguePage page = new CataloguePage(List.of(), Map.of(), 50, null, null, 0, null, null, null, null, null);
        Model model = Descriptions.page(BARE, page);
        assertThat(Shapes.violations(model)).isEmpty();
        assertThat(Shapes.warnings(model))
                .filteredOn(warning -> warning.startsWith("https://catalogue.example/api/v1/dcat/catalog "))
                .containsExactly(
                        "https://catalogue.example/api/v1/dcat/catalog <http://purl.org/dc/terms/issued>",
                        "https://catalogue.example/api/v1/dcat/catalog <http://purl.org/dc/terms/license>",
                        "https://catalogue.example/api/v1/dcat/catalog <http://purl.org/dc/terms/modified>",
                        "https://catalogue.example/api/v1/dcat/catalog <http://purl.org/dc/terms/spatial>",
                        "https://catalogue.example/api/v1/dcat/catalog <http://www.w3.org/ns/dcat#dataset>",
                        "https://catalogue.example/api/v1/dcat/catalog <http://xmlns.com/foaf/0.1/homepage>");
    }

    @Test
    void theSameEntryIsTheSameBytes() {
        for (Syntax syntax : List.of(Syntax.TTL, Syntax.JSONLD, Syntax.RDF)) {
            assertThat(syntax.write(Descriptions.entry(BARE, Map.of(), entry("村"))))
                    .isEqualTo(syntax.write(Descriptions.entry(BARE, Map.of(), entry("村"))));
        }
    }
}
