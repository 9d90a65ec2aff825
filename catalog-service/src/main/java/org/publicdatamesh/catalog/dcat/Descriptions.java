package org.publicdatamesh.catalog.dcat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/**
 * Describes entries in RDF after DCAT-AP 3. Every node has an IRI, so that the same entry is always the same graph, and a
 * document says of each what a reader needs to check it without asking elsewhere.
 */
final class Descriptions {
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";
    private static final String PROV = "http://www.w3.org/ns/prov#";
    private static final Property VERSION = ResourceFactory.createProperty(DCAT.NS, "version");
    private static final Property HAD_ROLE = ResourceFactory.createProperty(DCAT.NS, "hadRole");
    private static final int MOST_KEYWORDS = 30;

    private final DcatConfig config;
    private final Addresses addresses;
    private final Map<String, PublishingUnit> units;
    private final Model model = ModelFactory.createDefaultModel();

    private Descriptions(DcatConfig config, Map<String, PublishingUnit> units) {
        this.config = config;
        this.addresses = Addresses.of(config);
        this.units = units;
        Map.of(
                        "dcat", DCAT.NS,
                        "dct", DCTerms.NS,
                        "foaf", FOAF.NS,
                        "vcard", VCARD4.NS,
                        "skos", SKOS.uri,
                        "rdfs", RDFS.uri,
                        "xsd", XSD.NS,
                        "prov", PROV,
                        "hydra", HYDRA)
                .forEach(model::setNsPrefix);
    }

    /** One entry. */
    static Model entry(DcatConfig config, Map<String, PublishingUnit> units, Described entry) {
        Descriptions descriptions = new Descriptions(config, units);
        descriptions.dataset(entry);
        descriptions.themes();
        return descriptions.model;
    }

    /** A page of the catalogue. */
    static Model page(DcatConfig config, CataloguePage page) {
        Descriptions descriptions = new Descriptions(config, page.units());
        Resource catalogue = descriptions.catalogue(page);
        page.entries().forEach(entry -> {
            Resource dataset = descriptions.dataset(entry);
            catalogue.addProperty(DCAT.dataset, dataset).addProperty(hydra("member"), dataset);
        });
        descriptions.themes();
        descriptions.paging(catalogue, page);
        return descriptions.model;
    }

    /** A unit as a publisher. */
    static Model unit(DcatConfig config, PublishingUnit unit) {
        Descriptions descriptions = new Descriptions(config, Map.of(unit.unit(), unit));
        descriptions.publisher(unit.unit());
        descriptions.contact(unit.unit());
        descriptions.place(unit);
        return descriptions.model;
    }

    /** The themes by which entries are grouped. */
    static Model themes(DcatConfig config) {
        Descriptions descriptions = new Descriptions(config, Map.of());
        descriptions.themes();
        return descriptions.model;
    }

    private Resource catalogue(CataloguePage page) {
        Resource catalogue = model.createResource(addresses.catalogue(), DCAT.Catalog)
                .addProperty(DCTerms.title, chinese(config.title()))
                .addProperty(DCTerms.description, chinese(config.description()))
                .addProperty(DCTerms.publisher, authority())
                .addProperty(DCTerms.language, language())
                .addProperty(DCAT.themeTaxonomy, model.createResource(addresses.themes()));
        config.licence().ifPresent(licence -> catalogue.addProperty(DCTerms.license, licence(licence.toString())));
        addresses
                .portal()
                .ifPresent(portal ->
                        catalogue.addProperty(FOAF.homepage, model.createResource(portal + "/", FOAF.Document)));
        units.values().stream()
                .filter(PublishingUnit::authority)
                .findFirst()
                .ifPresent(unit -> spatial(catalogue, unit));
        time(catalogue, DCTerms.issued, page.issued());
        time(catalogue, DCTerms.modified, page.modified());
        return catalogue;
    }

    /** The page is a view of the catalogue, and no part of it, so that a reader who adds pages up has one catalogue. */
    private void paging(Resource catalogue, CataloguePage page) {
        Resource view = model.createResource(address(page, page.cursor()))
                .addProperty(RDF.type, hydra("PartialCollectionView"))
                .addProperty(hydra("first"), model.createResource(address(page, null)))
                .addProperty(hydra("last"), model.createResource(address(page, page.last())));
        if (page.cursor() != null) {
            view.addProperty(hydra("previous"), model.createResource(address(page, page.previous())));
        }
        if (page.next() != null) {
            view.addProperty(hydra("next"), model.createResource(address(page, page.next())));
        }
        catalogue
                .addProperty(RDF.type, hydra("Collection"))
                .addProperty(hydra("totalItems"), model.createTypedLiteral(page.total(), XSDDatatype.XSDinteger))
                .addProperty(hydra("view"), view);
    }

    private String address(CataloguePage page, @Nullable String cursor) {
        return addresses.page(page.limit(), cursor, page.format());
    }

    private Resource dataset(Described described) {
        PublishedEntry entry = described.entry();
        EntryContent content = entry.content();
        Resource publisher = publisher(entry.unit());
        Resource dataset = model.createResource(addresses.entry(entry.id()), DCAT.Dataset)
                .addProperty(DCTerms.description, chinese(content.summary()))
                .addProperty(DCTerms.identifier, plain(entry.code()))
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(DCAT.theme, theme(Objects.requireNonNull(content.kind())))
                .addProperty(
                        DCTerms.accrualPeriodicity, typed(Authority.frequency(content.updateCycle()), dct("Frequency")))
                .addProperty(
                        DCTerms.accessRights,
                        typed(
                                Authority.accessRight(
                                        Objects.requireNonNull(content.shareType()),
                                        Objects.requireNonNull(content.openType())),
                                dct("RightsStatement")))
                .addProperty(DCTerms.language, language())
                .addProperty(VERSION, plain(String.valueOf(entry.version())));
        texts(dataset, DCTerms.title, content.name());
        time(dataset, DCTerms.issued, entry.issued());
        time(dataset, DCTerms.modified, described.modified());
        content.items().stream()
                .map(DataItem::label)
                .distinct()
                .limit(MOST_KEYWORDS)
                .forEach(label -> dataset.addProperty(DCAT.keyword, chinese(label)));
        PublishingUnit unit = units.get(entry.unit());
        if (unit != null) {
            dataset.addProperty(DCAT.contactPoint, contact(entry.unit()));
            spatial(dataset, unit);
        }
        content.coUnitIds().forEach(id -> coUnit(dataset, id));
        standards(dataset, entry.id(), content.items());
        legalBasis(dataset, content.legalBasis());
        if (content.openType() != OpenType.NOT_OPEN) {
            addresses
                    .openPage(entry.id())
                    .ifPresent(
                            page -> dataset.addProperty(DCAT.landingPage, model.createResource(page, FOAF.Document)));
        }
        described
                .resources()
                .forEach(resource -> dataset.addProperty(DCAT.distribution, distribution(entry, resource)));
        return dataset;
    }

    private Resource distribution(PublishedEntry entry, org.publicdatamesh.catalog.resource.Resource.View resource) {
        boolean forEveryone = entry.content().openType() == OpenType.UNCONDITIONAL;
        String access = addresses.resource(resource.id());
        if (forEveryone) {
            access = addresses.openPage(entry.id()).orElse(access);
        }
        Resource distribution = model.createResource(
                        addresses.distribution(entry.id(), resource.id()), DCAT.Distribution)
                .addProperty(DCTerms.title, chinese(resource.name()))
                .addProperty(DCAT.accessURL, typed(access, RDFS.Resource));
        texts(distribution, DCTerms.description, description(resource.kind()));
        time(distribution, DCTerms.issued, resource.attachedAt());
        if (resource.kind() == ResourceKind.TABLE) {
            distribution
                    .addProperty(DCTerms.format, typed(Authority.CSV, dct("MediaTypeOrExtent")))
                    .addProperty(DCAT.mediaType, typed(Authority.MEDIA_TYPE_CSV, dct("MediaType")));
        }
        if (forEveryone) {
            config.licence()
                    .ifPresent(licence -> distribution.addProperty(DCTerms.license, licence(licence.toString())));
        }
        return distribution;
    }

    private static Text description(ResourceKind kind) {
        return switch (kind) {
            case TABLE -> new Text("库表,列为目录条目的数据项", null, "A table whose columns are the entry's data items");
            case SERVICE -> new Text("服务接口", null, "A service interface");
            case MODEL -> new Text("算法模型", null, "An algorithm model");
            case FILE -> new Text("文件", null, "A file");
        };
    }

    /** A unit that answers for some of the items, beside the publisher (Art. 9): DCAT-AP has no property but the qualified one. */
    private void coUnit(Resource dataset, String id) {
        dataset.addProperty(
                prov("qualifiedAttribution"),
                typed(dataset.getURI() + "#co-unit-" + id, ResourceFactory.createResource(PROV + "Attribution"))
                        .addProperty(prov("agent"), publisher(id))
                        .addProperty(
                                HAD_ROLE,
                                typed(Authority.CONTRIBUTOR, ResourceFactory.createResource(DCAT.NS + "Role"))));
    }

    /** The standards that define data items; the same one is one node. */
    private void standards(Resource dataset, UUID entry, List<DataItem> items) {
        List<String> standards = items.stream()
                .flatMap(item -> Stream.ofNullable(item.standard()))
                .map(String::strip)
                .filter(standard -> !standard.isEmpty())
                .distinct()
                .toList();
        for (int i = 0; i < standards.size(); i++) {
            dataset.addProperty(
                    DCTerms.conformsTo,
                    typed(addresses.entry(entry) + "#standard-" + (i + 1), dct("Standard"))
                            .addProperty(DCTerms.title, chinese(standards.get(i))));
        }
    }

    /** Why it is not for every unit (Art. 23). */
    private void legalBasis(Resource dataset, @Nullable List<LegalBasis> bases) {
        for (int i = 0; bases != null && i < bases.size(); i++) {
            LegalBasis basis = bases.get(i);
            dataset.addProperty(
                    DCTerms.rights,
                    typed(dataset.getURI() + "#legal-basis-" + (i + 1), dct("RightsStatement"))
                            .addProperty(RDFS.label, chinese("《" + basis.title() + "》" + basis.article())));
        }
    }

    private Resource authority() {
        return units.values().stream()
                .filter(PublishingUnit::authority)
                .findFirst()
                .map(unit -> publisher(unit.unit()))
                .orElseGet(() -> model.createResource(addresses.catalogue() + "#publisher", FOAF.Agent)
                        .addProperty(FOAF.name, chinese(config.authority())));
    }

    private Resource publisher(String id) {
        Resource agent = model.createResource(addresses.unit(id), FOAF.Agent);
        names(agent, FOAF.name, id);
        PublishingUnit unit = units.get(id);
        if (unit != null) {
            agent.addProperty(DCTerms.type, typed(Authority.publisherType(unit.level()), SKOS.Concept));
        }
        return agent;
    }

    /** The unit itself answers for its entries (Art. 3); people are named nowhere. */
    private Resource contact(String id) {
        Resource contact = model.createResource(addresses.unit(id) + "#contact", VCARD4.Organization)
                .addProperty(RDF.type, VCARD4.Kind)
                .addProperty(VCARD4.hasURL, model.createResource(addresses.unit(id)));
        names(contact, VCARD4.fn, id);
        return contact;
    }

    /** A unit whose record has not come yet is named by its id. */
    private void names(Resource thing, Property property, String id) {
        PublishingUnit unit = units.get(id);
        if (unit == null) {
            thing.addProperty(property, plain(id));
        } else {
            texts(thing, property, unit.name());
        }
    }

    private void spatial(Resource thing, PublishingUnit unit) {
        thing.addProperty(DCTerms.spatial, place(unit))
                .addProperty(DCTerms.spatial, typed(Authority.CHINA, DCTerms.Location));
    }

    /** The unit's division by its code: GB/T 2260 has no IRIs of its own. */
    private Resource place(PublishingUnit unit) {
        return typed(addresses.unit(unit.unit()) + "#place", DCTerms.Location)
                .addProperty(DCTerms.identifier, plain(unit.division()))
                .addProperty(RDFS.label, chinese("行政区划代码 " + unit.division()));
    }

    private Resource theme(EntryKind kind) {
        return model.createResource(
                addresses.themes() + "#" + kind.name().toLowerCase(java.util.Locale.ROOT), SKOS.Concept);
    }

    /**
     * The libraries of the measures (Art. 5, 9) as themes. Classification codes of the national guide have no counterpart
     * among the EU's data themes that would hold for each entry, so none is stated.
     */
    private void themes() {
        Resource scheme = model.createResource(addresses.themes(), SKOS.ConceptScheme);
        texts(scheme, DCTerms.title, new Text("公共数据目录分类", null, "Kinds of catalogue entry"));
        texts(scheme, SKOS.prefLabel, new Text("公共数据目录分类", null, "Kinds of catalogue entry"));
        for (EntryKind kind : EntryKind.values()) {
            Resource concept = theme(kind).addProperty(SKOS.inScheme, scheme).addProperty(SKOS.topConceptOf, scheme);
            texts(concept, SKOS.prefLabel, label(kind));
            scheme.addProperty(SKOS.hasTopConcept, concept);
        }
    }

    static Text label(EntryKind kind) {
        return switch (kind) {
            case BASE -> new Text("基础数据", null, "Base data");
            case THEME -> new Text("主题数据", null, "Theme data");
            case SPECIAL -> new Text("专题数据", null, "Special-purpose data");
            case DEPARTMENT -> new Text("部门数据", null, "Departments' data");
        };
    }

    private Resource language() {
        return typed(Authority.CHINESE, dct("LinguisticSystem"));
    }

    private Resource licence(String iri) {
        return typed(iri, dct("LicenseDocument"));
    }

    private Resource typed(String iri, Resource type) {
        return model.createResource(iri).addProperty(RDF.type, type);
    }

    private static Resource dct(String name) {
        return ResourceFactory.createResource(DCTerms.NS + name);
    }

    private static Property prov(String name) {
        return ResourceFactory.createProperty(PROV + name);
    }

    private static Property hydra(String name) {
        return ResourceFactory.createProperty(HYDRA, name);
    }

    private void texts(Resource thing, Property property, Text text) {
        thing.addProperty(property, chinese(text.zh()));
        other(text.bo(), "bo", thing, property);
        other(text.en(), "en", thing, property);
    }

    private void other(@Nullable String text, String language, Resource thing, Property property) {
        if (text != null && !text.isBlank()) {
            thing.addProperty(property, model.createLiteral(Xml.printable(text), language));
        }
    }

    private RDFNode chinese(String text) {
        return model.createLiteral(Xml.printable(text), "zh");
    }

    private RDFNode plain(String text) {
        return model.createLiteral(Xml.printable(text));
    }

    private void time(Resource thing, Property property, @Nullable Instant time) {
        if (time != null) {
            thing.addProperty(
                    property,
                    model.createTypedLiteral(
                            time.truncatedTo(ChronoUnit.SECONDS).toString(), XSDDatatype.XSDdateTime));
        }
    }
}
