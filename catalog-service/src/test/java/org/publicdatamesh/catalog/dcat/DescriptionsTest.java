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
import org.apache.jena.riot.Lang;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
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

    @Test
    void anEmptyCatalogueWithoutSettingsLacksOnlyWhatIsRecommended() {
        CataloguePage page = new CataloguePage(List.of(), Map.of(), 50, null, 0, null, null, null, null, null);
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
