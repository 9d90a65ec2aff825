package org.publicdatamesh.catalog.harvest;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.rdf.model.Statement;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Found;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Refused;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Taken;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Checksum;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Distribution;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Named;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Remark;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * Finds the datasets of a graph and what is said of each, after DCAT 3, DCAT-AP and what catalogues write in practice. A
 * dataset needs an IRI and a title; of the rest, what is not understood is left out with a remark.
 */
public final class CatalogueReader {
    /** Greatest length of an IRI in bytes. */
    static final int LONGEST_IRI = 2000;

    private static final int LONGEST_TITLE = 1000;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_VALUE = 2000;
    private static final int MOST_LANGUAGES = 30;
    private static final int MOST_VALUES = 200;
    private static final int MOST_DISTRIBUTIONS = 500;

    private static final String ADMS = "http://www.w3.org/ns/adms#";
    private static final String EU = "http://publications.europa.eu/resource/authority/";
    private static final String FREQ = "http://purl.org/cld/freq/";
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";
    private static final String MEDIA_TYPES = "iana.org/assignments/media-types/";
    private static final String PROV = "http://www.w3.org/ns/prov#";
    private static final String SPDX = "http://spdx.org/rdf/terms#";
    private static final Property VERSION = property(DCAT.NS + "version");
    private static final Set<String> CHINESE = Set.of("zh", "cmn", "zho", "chi");
    private static final Set<String> TIBETAN = Set.of("bo", "bod", "tib");
    private static final Pattern SECRECY_MARK = Pattern.compile("(绝密|机密|秘密)\\s*★");

    /** By how much of its text what has no IRI is put in order; what is the same up to there, by a digest. */
    private static final int ORDERED_BY = 2000;

    private final Model model;
    private final PageBounds bounds;
    // What several datasets share is read once, so that its texts are in memory once.
    private final Map<Resource, Label> labels = new HashMap<>();
    private final Map<Resource, Map<Property, Read<Named>>> things = new HashMap<>();
    private final Map<Resource, Read<Distribution>> distributions = new HashMap<>();
    private final Map<Resource, Optional<Checksum>> checksums = new HashMap<>();
    private final Map<Resource, String> notations = new HashMap<>();
    private final Map<Resource, List<String>> records = new HashMap<>();
    private long kept;

    private CatalogueReader(Model model, PageBounds bounds) {
        this.model = model;
        this.bounds = bounds;
    }

    /**
     * What was read of a node.
     *
     * @param order by which it is put in order
     * @param characters how many it has
     * @param remarks what was not understood of it
     */
    private record Read<T>(T value, String order, long characters, Set<Remark> remarks) {}

    /**
     * What a node is called.
     *
     * @param whole all of it
     * @param shown as much as is kept
     */
    private record Label(String whole, String shown) {}

    /** A dataset with more than is kept of one. */
    private static final class TooMuchText extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMuchText() {
            super(PageBounds.TOO_MUCH_TEXT, null, false, false);
        }
    }

    /**
     * Reads a page.
     *
     * @throws UnreadableDocument {@code too-much-text}, where datasets share so much that the page has too many characters
     */
    public static CatalogueDocument read(Model model, PageBounds bounds) throws UnreadableDocument {
        return new CatalogueReader(model, bounds).document();
    }

    private CatalogueDocument document() throws UnreadableDocument {
        List<Resource> catalogues =
                model.listSubjectsWithProperty(RDF.type, DCAT.Catalog).toList();
        Set<Resource> datasets = new HashSet<>(
                model.listSubjectsWithProperty(RDF.type, DCAT.Dataset).toSet());
        model.listObjectsOfProperty(DCAT.dataset)
                .filterKeep(object -> object.isResource()
                        && object.asResource().listProperties().hasNext())
                .forEach(object -> datasets.add(object.asResource()));
        List<Resource> sorted = datasets.stream()
                .sorted(Comparator.comparing((Resource dataset) -> dataset.isAnon() ? 1 : 0)
                        .thenComparing(Resource::toString))
                .toList();
        List<Found> found = new ArrayList<>();
        for (Resource dataset : sorted) {
            found.add(found(dataset));
            if (kept > bounds.characters()) {
                throw new UnreadableDocument(
                        PageBounds.TOO_MUCH_TEXT,
                        "Its datasets have more than " + bounds.characters()
                                + " characters, what they share counted with each of them.");
            }
        }
        Set<Resource> members = new HashSet<>(datasets);
        members.addAll(model.listSubjectsWithProperty(RDF.type, property(DCAT.NS + "DataService"))
                .toSet());
        members.addAll(model.listSubjectsWithProperty(RDF.type, property(DCAT.NS + "DatasetSeries"))
                .toSet());
        return new CatalogueDocument(
                !catalogues.isEmpty() || !datasets.isEmpty(),
                catalogues.stream().anyMatch(catalogue -> catalogue.hasProperty(DCTerms.modified)),
                found,
                next(),
                total(),
                members.size());
    }

    private List<String> next() {
        Set<String> next = new TreeSet<>();
        for (String name : List.of("next", "nextPage")) {
            model.listObjectsOfProperty(property(HYDRA + name)).forEach(object -> next.add(plain(object)));
        }
        next.remove("");
        return List.copyOf(next);
    }

    private @Nullable Long total() {
        return model.listObjectsOfProperty(property(HYDRA + "totalItems")).toList().stream()
                .map(CatalogueReader::size)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Found found(Resource dataset) {
        List<Reason> reasons = new ArrayList<>();
        String iri = dataset.isAnon() ? null : dataset.getURI();
        if (iri == null) {
            reasons.add(new Reason("iri-missing", "The dataset has no IRI by which it could be known the next time."));
        } else if (iri.getBytes(StandardCharsets.UTF_8).length > LONGEST_IRI) {
            reasons.add(new Reason("iri-too-long", "The IRI has more than " + LONGEST_IRI + " bytes."));
            iri = iri.substring(0, 200) + "…";
        } else if (!isIri(iri)) {
            reasons.add(new Reason("iri-malformed", "An absolute http, https or urn IRI is expected."));
            iri = clean(iri);
        }
        Collection<Remark> remarks = new LinkedHashSet<>();
        Map<String, String> title = texts(dataset, DCTerms.title, "title", LONGEST_TITLE, remarks);
        if (title.isEmpty()) {
            reasons.add(new Reason("title-missing", "The dataset has no title."));
        }
        if (isDeclaredSecret(dataset)) {
            // Nothing of it is kept, its IRI neither.
            return new Refused(
                    null,
                    List.of(new Reason("declared-secret", "A dataset is declared a secret; nothing of it is kept.")));
        }
        if (iri == null || !reasons.isEmpty()) {
            return new Refused(iri, reasons);
        }
        Taken taken = taken(dataset, iri, title, remarks);
        return taken != null
                ? taken
                : new Refused(
                        iri,
                        List.of(new Reason(
                                PageBounds.TOO_MUCH_TEXT,
                                "It has more than " + bounds.datasetCharacters()
                                        + " characters, with what it shares with others.")));
    }

    /** A dataset as it is taken; null where it is too much for one. */
    private @Nullable Taken taken(Resource dataset, String iri, Map<String, String> title, Collection<Remark> remarks) {
        long characters;
        Taken taken = null;
        try {
            HarvestedDataset read = dataset(dataset, iri, title, remarks);
            taken = new Taken(read, identities(dataset, read));
            characters = read.characters() + PageBounds.of(taken.identities());
        } catch (TooMuchText e) {
            characters = bounds.datasetCharacters() + 1;
        }
        // One that is too much was worked for too.
        kept += Math.min(characters, bounds.datasetCharacters() + 1);
        return characters > bounds.datasetCharacters() ? null : taken;
    }

    /** Art. 2: what is declared a state secret, by its access rights or by a mark of secrecy (GB/T 9704), is refused. */
    private boolean isDeclaredSecret(Resource dataset) {
        boolean byRights = dataset.listProperties(DCTerms.accessRights).toList().stream()
                .map(Statement::getObject)
                .anyMatch(rights -> plain(rights).equals(EU + "access-right/CONFIDENTIAL")
                        || whole(rights).contains("国家秘密"));
        return byRights
                || Stream.of(DCTerms.title, DCTerms.description)
                        .flatMap(property -> dataset.listProperties(property).toList().stream())
                        .anyMatch(said ->
                                SECRECY_MARK.matcher(plain(said.getObject())).find());
    }

    private HarvestedDataset dataset(
            Resource dataset, String iri, Map<String, String> title, Collection<Remark> remarks) {
        List<Distribution> had = distributions(dataset, remarks);
        String frequency = first(dataset, DCTerms.accrualPeriodicity, this::named);
        String licence = first(dataset, DCTerms.license, this::named);
        if (licence == null) {
            List<String> licences = had.stream()
                    .map(Distribution::licence)
                    .distinct()
                    .limit(2)
                    .filter(Objects::nonNull)
                    .toList();
            licence = licences.size() == 1 ? licences.getFirst() : null;
        }
        Set<String> identifiers = new TreeSet<>(values(dataset, DCTerms.identifier, "identifiers", remarks));
        objects(dataset, property(ADMS + "identifier"))
                .forEach(node -> identifiers.add(node.isResource() ? notation(node.asResource()) : plain(node)));
        identifiers.remove("");
        Set<String> derived = new TreeSet<>();
        for (Property property : List.of(DCTerms.source, property(PROV + "wasDerivedFrom"), OWL.sameAs)) {
            derived.addAll(values(dataset, property, "derivedFrom", remarks));
        }
        return new HarvestedDataset(
                iri,
                title,
                texts(dataset, DCTerms.description, "description", LONGEST_TEXT, remarks),
                List.copyOf(identifiers),
                values(dataset, DCAT.keyword, "keywords", remarks),
                themes(dataset, remarks),
                publisher(dataset, remarks),
                time(dataset, DCTerms.issued, "issued", remarks),
                time(dataset, DCTerms.modified, "modified", remarks),
                first(
                        dataset,
                        VERSION,
                        CatalogueReader::plain,
                        first(dataset, OWL.versionInfo, CatalogueReader::plain)),
                frequency,
                cycle(frequency),
                first(dataset, DCTerms.accessRights, this::named),
                licence,
                labels(dataset, DCTerms.rights, "rights", remarks),
                values(dataset, DCTerms.language, "languages", remarks),
                labels(dataset, DCTerms.spatial, "spatial", remarks),
                labels(dataset, DCTerms.conformsTo, "standards", remarks),
                address(dataset, DCAT.landingPage, "landingPage", remarks),
                List.copyOf(derived),
                had,
                remarks.stream().distinct().toList());
    }

    private List<String> identities(Resource dataset, HarvestedDataset read) {
        Set<String> identities = new TreeSet<>(read.identifiers());
        identities.add(read.iri());
        identities.addAll(read.derivedFrom());
        objects(dataset, property(DCTerms.NS + "isVersionOf")).forEach(node -> identities.add(plain(node)));
        Set<Resource> about = new HashSet<>(
                model.listSubjectsWithProperty(FOAF.primaryTopic, dataset).toList());
        objects(dataset, FOAF.isPrimaryTopicOf)
                .filter(RDFNode::isResource)
                .forEach(record -> about.add(record.asResource()));
        long characters = 0;
        for (Resource record : about) {
            List<String> said = record(record);
            characters += PageBounds.of(said);
            if (characters > bounds.datasetCharacters()) {
                throw new TooMuchText();
            }
            identities.addAll(said);
        }
        identities.remove("");
        return List.copyOf(identities);
    }

    /** What a catalogue record says of where the dataset was taken from. */
    private List<String> record(Resource record) {
        return records.computeIfAbsent(record, said -> Stream.of(DCTerms.source, DCTerms.identifier)
                .flatMap(property -> objects(said, property))
                .map(CatalogueReader::plain)
                .distinct()
                .toList());
    }

    private List<Named> themes(Resource dataset, Collection<Remark> remarks) {
        List<Read<Named>> themes = objects(dataset, DCAT.theme)
                .map(node -> namedThing(node, SKOS.prefLabel))
                .sorted(Comparator.comparing(Read::order))
                .toList();
        themes.forEach(theme -> remarks.addAll(theme.remarks()));
        return bounded(themes.stream().map(Read::value).distinct().toList(), MOST_VALUES, "themes", remarks);
    }

    private @Nullable Named publisher(Resource dataset, Collection<Remark> remarks) {
        Read<Named> publisher = Stream.of(DCTerms.publisher, DCTerms.creator)
                .flatMap(property -> objects(dataset, property).sorted(Comparator.comparing(RDFNode::toString)))
                .findFirst()
                .map(node -> namedThing(node, FOAF.name))
                .orElse(null);
        if (publisher == null) {
            return null;
        }
        remarks.addAll(publisher.remarks());
        return publisher.value();
    }

    private Read<Named> namedThing(RDFNode node, Property name) {
        return node.isLiteral()
                ? read(remarks -> new Named(null, text(List.of(node.asLiteral()), "name", LONGEST_TITLE, remarks)))
                : things.computeIfAbsent(node.asResource(), thing -> new HashMap<>())
                        .computeIfAbsent(name, ignored -> read(remarks -> named(node.asResource(), name, remarks)));
    }

    private static Read<Named> read(Function<Set<Remark>, Named> reading) {
        Set<Remark> remarks = new HashSet<>();
        Named read = reading.apply(remarks);
        return new Read<>(read, read.iri() + Languages.first(read.name()), read.characters(), remarks);
    }

    private static Named named(Resource thing, Property name, Set<Remark> remarks) {
        Map<String, String> names = Map.of();
        for (Property property : List.of(name, SKOS.prefLabel, RDFS.label, VCARD4.fn, DCTerms.title)) {
            names = texts(thing, property, "name", LONGEST_TITLE, remarks);
            if (!names.isEmpty()) {
                break;
            }
        }
        return new Named(thing.isAnon() ? null : clean(thing.getURI(), LONGEST_VALUE), names);
    }

    private List<Distribution> distributions(Resource dataset, Collection<Remark> remarks) {
        List<Read<Distribution>> all = objects(dataset, DCAT.distribution)
                .filter(RDFNode::isResource)
                .map(node -> distribution(node.asResource()))
                .sorted(Comparator.comparing(Read::order))
                .toList();
        all.forEach(each -> remarks.addAll(each.remarks()));
        List<Read<Distribution>> kept = bounded(all, MOST_DISTRIBUTIONS, "distributions", remarks);
        if (kept.stream().mapToLong(Read::characters).sum() > bounds.datasetCharacters()) {
            throw new TooMuchText();
        }
        return kept.stream().map(Read::value).toList();
    }

    private Read<Distribution> distribution(Resource distribution) {
        Read<Distribution> known = distributions.get(distribution);
        if (known == null) {
            Set<Remark> remarks = new HashSet<>();
            Distribution read = distribution(distribution, remarks);
            known = new Read<>(read, order(read.toString()), read.characters(), remarks);
            distributions.put(distribution, known);
        }
        return known;
    }

    private static String order(String text) {
        return text.length() <= ORDERED_BY ? text : cut(text, ORDERED_BY) + Records.digest(text);
    }

    private Distribution distribution(Resource distribution, Set<Remark> remarks) {
        String mediaType = first(distribution, DCAT.mediaType, this::mediaType);
        String format = first(distribution, DCTerms.format, this::format);
        if (mediaType == null && format != null && format.contains("/")) {
            mediaType = format;
        }
        String size = first(distribution, property(DCAT.NS + "byteSize"), CatalogueReader::plain);
        Long bytes = objects(distribution, property(DCAT.NS + "byteSize"))
                .map(CatalogueReader::size)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (size != null && bytes == null) {
            remarks.add(new Remark("distributions/byteSize", "not-a-size"));
        }
        return new Distribution(
                distribution.isAnon() ? null : clean(distribution.getURI(), LONGEST_VALUE),
                texts(distribution, DCTerms.title, "distributions/title", LONGEST_TITLE, remarks),
                texts(distribution, DCTerms.description, "distributions/description", LONGEST_TEXT, remarks),
                address(distribution, DCAT.accessURL, "distributions/accessUrl", remarks),
                address(distribution, DCAT.downloadURL, "distributions/downloadUrl", remarks),
                format,
                mediaType,
                bytes,
                objects(distribution, property(SPDX + "checksum"))
                        .filter(RDFNode::isResource)
                        .map(node -> checksums.computeIfAbsent(node.asResource(), CatalogueReader::checksum))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(null),
                first(distribution, DCTerms.license, this::named),
                time(distribution, DCTerms.issued, "distributions/issued", remarks));
    }

    private static Optional<Checksum> checksum(Resource checksum) {
        String value = value(checksum, property(SPDX + "checksumValue"));
        String algorithm = value(checksum, property(SPDX + "algorithm"));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Checksum(
                last(algorithm).replaceFirst("^checksumAlgorithm_", "").toLowerCase(Locale.ROOT),
                value.matches("[0-9A-Fa-f]+") ? value.toLowerCase(Locale.ROOT) : value));
    }

    /** The update cycle that a frequency of the EU's, the Dublin Core's or ISO 8601's vocabulary is. */
    static @Nullable UpdateCycle cycle(@Nullable String frequency) {
        if (frequency == null) {
            return null;
        }
        String name = frequency.startsWith(EU + "frequency/")
                ? frequency.substring((EU + "frequency/").length())
                : frequency.startsWith(FREQ) ? frequency.substring(FREQ.length()) : frequency;
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "CONT", "UPDATE_CONT", "CONTINUOUS", "R/PT1S" -> UpdateCycle.REAL_TIME;
            case "DAILY", "R/P1D" -> UpdateCycle.DAILY;
            case "WEEKLY", "R/P1W" -> UpdateCycle.WEEKLY;
            case "MONTHLY", "R/P1M" -> UpdateCycle.MONTHLY;
            case "QUARTERLY", "R/P3M" -> UpdateCycle.QUARTERLY;
            case "ANNUAL", "R/P1Y" -> UpdateCycle.YEARLY;
            case "IRREG", "IRREGULAR", "AS_NEEDED" -> UpdateCycle.ON_DEMAND;
            default -> null;
        };
    }

    private static Stream<RDFNode> objects(Resource thing, Property property) {
        return thing.listProperties(property).toList().stream().map(Statement::getObject);
    }

    private static String value(Resource thing, Property property) {
        return Objects.requireNonNullElse(first(thing, property, CatalogueReader::plain), "");
    }

    /** The first of the values in the order of their texts; null where there is none. */
    private static @Nullable String first(
            Resource thing, Property property, Function<RDFNode, String> read, @Nullable String otherwise) {
        return objects(thing, property)
                .map(read)
                .map(text -> clean(text, LONGEST_VALUE))
                .filter(text -> !text.isEmpty())
                .sorted()
                .findFirst()
                .orElse(otherwise);
    }

    private static @Nullable String first(Resource thing, Property property, Function<RDFNode, String> read) {
        return first(thing, property, read, null);
    }

    private static List<String> values(
            Resource thing, Property property, String attribute, Collection<Remark> remarks) {
        return sorted(objects(thing, property).map(CatalogueReader::plain), attribute, remarks);
    }

    private List<String> labels(Resource thing, Property property, String attribute, Collection<Remark> remarks) {
        return sorted(objects(thing, property).map(this::label), attribute, remarks);
    }

    private static List<String> sorted(Stream<String> texts, String attribute, Collection<Remark> remarks) {
        List<String> sorted = texts.map(text -> clean(text, LONGEST_VALUE))
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return bounded(sorted, MOST_VALUES, attribute, remarks);
    }

    private static <T> List<T> bounded(List<T> all, int most, String attribute, Collection<Remark> remarks) {
        if (all.size() <= most) {
            return all;
        }
        remarks.add(new Remark(attribute, "too-many"));
        return List.copyOf(all.subList(0, most));
    }

    private static Map<String, String> texts(
            Resource thing, Property property, String attribute, int longest, Collection<Remark> remarks) {
        return text(
                objects(thing, property)
                        .filter(RDFNode::isLiteral)
                        .map(RDFNode::asLiteral)
                        .toList(),
                attribute,
                longest,
                remarks);
    }

    /** By language; of several in one language the first in the order of texts. */
    private static Map<String, String> text(
            Collection<Literal> literals, String attribute, int longest, Collection<Remark> remarks) {
        Map<String, String> texts = new TreeMap<>();
        literals.stream().sorted(Comparator.comparing(Literal::getLexicalForm)).forEach(literal -> {
            String text = clean(literal.getLexicalForm());
            if (text.length() > longest) {
                text = cut(text, longest);
                remarks.add(new Remark(attribute, "cut"));
            }
            if (!text.isEmpty() && texts.size() < MOST_LANGUAGES) {
                texts.putIfAbsent(language(literal.getLanguage()), text);
            }
        });
        return texts;
    }

    private static String language(String tag) {
        String primary = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
        if (primary.isEmpty()) {
            return Languages.UNDETERMINED;
        }
        return CHINESE.contains(primary) ? "zh" : TIBETAN.contains(primary) ? "bo" : primary;
    }

    private String notation(Resource thing) {
        return notations.computeIfAbsent(thing, identifier -> value(identifier, SKOS.notation));
    }

    /** The IRI, else what it is called. */
    private String named(RDFNode node) {
        return node.isURIResource() ? node.asResource().getURI() : label(node);
    }

    /** What it is called, else the IRI; as much of it as is kept. */
    private String label(RDFNode node) {
        return node.isLiteral()
                ? node.asLiteral().getLexicalForm()
                : label(node.asResource()).shown();
    }

    /** All of what it is called, else the IRI. */
    private String whole(RDFNode node) {
        return node.isLiteral()
                ? node.asLiteral().getLexicalForm()
                : label(node.asResource()).whole();
    }

    private Label label(Resource thing) {
        return labels.computeIfAbsent(thing, node -> {
            String whole = called(node);
            return new Label(whole, clean(whole, LONGEST_VALUE));
        });
    }

    private static String called(Resource thing) {
        for (Property property : List.of(RDFS.label, DCTerms.title, SKOS.prefLabel, FOAF.name)) {
            Map<String, String> texts = texts(thing, property, "", LONGEST_TEXT, new ArrayList<>());
            if (!texts.isEmpty()) {
                return Languages.first(texts);
            }
        }
        return plain(thing);
    }

    /** The text or IRI; empty for a node without one. */
    private static String plain(RDFNode node) {
        if (node.isLiteral()) {
            return node.asLiteral().getLexicalForm();
        }
        return node.isURIResource() ? node.asResource().getURI() : "";
    }

    private String mediaType(RDFNode node) {
        String text = node.isURIResource() ? node.asResource().getURI() : label(node);
        int at = text.indexOf(MEDIA_TYPES);
        return at < 0 ? text : text.substring(at + MEDIA_TYPES.length());
    }

    private String format(RDFNode node) {
        String text = mediaType(node);
        return text.startsWith(EU) || text.startsWith("http") ? last(text) : text;
    }

    private static String last(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }

    private static @Nullable Long size(RDFNode node) {
        if (!node.isLiteral()) {
            return null;
        }
        String text = node.asLiteral().getLexicalForm().strip();
        if (text.length() > 30) {
            return null;
        }
        try {
            BigDecimal size = new BigDecimal(text);
            return size.signum() < 0 || size.precision() - size.scale() > 18 ? null : size.longValue();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant time(
            Resource thing, Property property, String attribute, Collection<Remark> remarks) {
        List<String> stated =
                objects(thing, property).map(CatalogueReader::plain).toList();
        List<Instant> times = stated.stream()
                .map(CatalogueReader::instant)
                .filter(Objects::nonNull)
                .toList();
        if (times.size() < stated.size()) {
            remarks.add(new Remark(attribute, "not-a-time"));
        }
        return times.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    /** A time, a day, a month or a year; what states no zone is read in UTC. Years have four digits. */
    private static @Nullable Instant instant(String stated) {
        String text = stated.strip();
        List<Function<String, Instant>> forms = List.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).toInstant(ZoneOffset.UTC),
                form -> LocalDate.parse(form).atStartOfDay(ZoneOffset.UTC).toInstant(),
                form -> LocalDate.parse(form.substring(0, Math.min(10, form.length())))
                        .atStartOfDay(ZoneOffset.of(form.substring(Math.min(10, form.length()))))
                        .toInstant(),
                form -> YearMonth.parse(form)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant(),
                form -> Year.parse(form).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        if (!text.matches("\\d{4}(-.{1,40})?")) {
            return null;
        }
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(text).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
            } catch (DateTimeException e) {
                // The next form is tried.
                continue;
            }
        }
        return null;
    }

    private static @Nullable String address(
            Resource thing, Property property, String attribute, Collection<Remark> remarks) {
        List<String> stated = objects(thing, property)
                .map(CatalogueReader::plain)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .sorted()
                .toList();
        List<String> good = stated.stream().filter(CatalogueReader::isAddress).toList();
        if (good.size() < stated.size()) {
            remarks.add(new Remark(attribute, "not-a-web-address"));
        }
        return good.isEmpty() ? null : good.getFirst();
    }

    /** A link that a page may show: no script, no file. */
    private static boolean isAddress(String text) {
        return text.length() <= LONGEST_VALUE
                && text.matches("(?i)(https?|ftps?)://[^\\s/?#\"<>\\\\^`{|}]+[^\\s\"<>\\\\^`{|}]*")
                && clean(text).equals(text);
    }

    private static boolean isIri(String iri) {
        if (!clean(iri).equals(iri) || iri.chars().anyMatch(c -> c <= ' ' || "<>\"{}|\\^`".indexOf(c) >= 0)) {
            return false;
        }
        try {
            URI uri = new URI(iri);
            String scheme = uri.getScheme();
            return "urn".equalsIgnoreCase(scheme)
                    || ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                            && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without white space around it; what the database or a page could not take is U+FFFD. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= ' ' && c != 0x7f && !(c >= 0xD800 && c <= 0xDFFF)
                        ? c
                        : c == '\r' ? ' ' : 0xFFFD)
                .forEach(clean::appendCodePoint);
        String cleaned = clean.toString().strip();
        // What is clean stays the same in memory too: a text that many share is there once.
        return cleaned.equals(text) ? text : cleaned;
    }

    private static String clean(String text, int longest) {
        return cut(clean(text), longest);
    }

    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private static Property property(String iri) {
        return ResourceFactory.createProperty(iri);
    }
}
