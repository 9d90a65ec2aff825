package org.publicdatamesh.catalog.dcat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/** An entry as a Dataset of schema.org, as search engines read it. */
final class SchemaOrg {
    private final DcatConfig config;
    private final Addresses addresses;
    private final Map<String, PublishingUnit> units;

    private SchemaOrg(DcatConfig config, Map<String, PublishingUnit> units) {
        this.config = config;
        this.addresses = Addresses.of(config);
        this.units = units;
    }

    static byte[] of(DcatConfig config, Map<String, PublishingUnit> units, Described entry) {
        return EventJson.write(new SchemaOrg(config, units).dataset(entry)).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode dataset(Described described) {
        PublishedEntry entry = described.entry();
        EntryContent content = entry.content();
        boolean forEveryone = content.openType() == OpenType.UNCONDITIONAL;
        String id = addresses.entry(entry.id());
        ObjectNode dataset = object().put("@context", "https://schema.org/")
                .put("@type", "Dataset")
                .put("@id", id);
        names(dataset, content.name());
        dataset.put("description", content.summary())
                .put("identifier", entry.code())
                .put(
                        "url",
                        content.openType() == OpenType.NOT_OPEN
                                ? id
                                : addresses.openPage(entry.id()).orElse(id))
                .put("version", String.valueOf(entry.version()))
                .put(
                        "datePublished",
                        entry.issued().truncatedTo(ChronoUnit.SECONDS).toString())
                .put(
                        "dateModified",
                        described.modified().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("inLanguage", "zh")
                .put("isAccessibleForFree", forEveryone)
                .put(
                        "conditionsOfAccess",
                        Authority.accessRight(
                                Objects.requireNonNull(content.shareType()),
                                Objects.requireNonNull(content.openType())));
        ArrayNode variables = dataset.putArray("variableMeasured");
        for (DataItem item : content.items()) {
            ObjectNode variable = variables
                    .addObject()
                    .put("@type", "PropertyValue")
                    .put("name", item.label())
                    .put("propertyID", item.name());
            String meaning = item.meaning();
            if (meaning != null && !meaning.isBlank()) {
                variable.put("description", meaning);
            }
        }
        dataset.set("publisher", publisher(entry.unit()));
        if (!content.coUnitIds().isEmpty()) {
            ArrayNode contributors = dataset.putArray("contributor");
            content.coUnitIds().forEach(unit -> contributors.add(publisher(unit)));
        }
        dataset.set(
                "includedInDataCatalog",
                object().put("@type", "DataCatalog")
                        .put("@id", addresses.catalogue())
                        .put("name", config.title()));
        if (forEveryone) {
            config.licence().ifPresent(licence -> dataset.put("license", licence.toString()));
        }
        ArrayNode distributions = array();
        for (var resource : described.resources()) {
            String access = addresses.resource(resource.id());
            ObjectNode distribution = distributions
                    .addObject()
                    .put("@type", "DataDownload")
                    .put("@id", addresses.distribution(entry.id(), resource.id()))
                    .put("name", resource.name())
                    .put("url", forEveryone ? addresses.openPage(entry.id()).orElse(access) : access);
            if (resource.kind() == ResourceKind.TABLE) {
                distribution.put("encodingFormat", "text/csv");
            }
        }
        if (!distributions.isEmpty()) {
            dataset.set("distribution", distributions);
        }
        return dataset;
    }

    private ObjectNode publisher(String id) {
        ObjectNode publisher = object().put("@type", "GovernmentOrganization").put("@id", addresses.unit(id));
        PublishingUnit unit = units.get(id);
        return unit == null
                ? publisher.put("name", id)
                : publisher.put("name", unit.name().zh());
    }

    private static void names(ObjectNode thing, Text name) {
        thing.put("name", name.zh());
        ArrayNode others = array();
        if (name.bo() != null && !name.bo().isBlank()) {
            others.addObject().put("@value", name.bo()).put("@language", "bo");
        }
        if (name.en() != null && !name.en().isBlank()) {
            others.addObject().put("@value", name.en()).put("@language", "en");
        }
        if (!others.isEmpty()) {
            thing.set("alternateName", others);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
