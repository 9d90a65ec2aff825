package org.publicdatamesh.catalog.dcat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries.Publication;
import org.publicdatamesh.catalog.unit.PublishingUnit;

/** Published versions as an Atom feed (RFC 4287). */
final class ChangesFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String FIRST = "published";
    private static final String LATER = "revised";

    private final Addresses addresses;
    private final DcatConfig config;
    private final XMLStreamWriter xml;

    /**
     * A page of the feed.
     *
     * @param cursor the page's own cursor; null on the first
     * @param next cursor of the page of older ones; null on the last
     */
    record Page(
            List<Publication> publications,
            Map<String, PublishingUnit> units,
            int limit,
            @Nullable String cursor,
            @Nullable String next) {
        /** When its newest member was published; null where it has none. */
        @Nullable
        Instant updated() {
            return publications.stream()
                    .map(Publication::publishedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }

        String nameOf(String unit) {
            PublishingUnit known = units.get(unit);
            return known == null ? unit : known.name().zh();
        }
    }

    private ChangesFeed(DcatConfig config, XMLStreamWriter xml) {
        this.config = config;
        this.addresses = Addresses.of(config);
        this.xml = xml;
    }

    static byte[] write(DcatConfig config, Page page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new ChangesFeed(config, xml).feed(page);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the feed cannot be written", e);
        }
        return out.toByteArray();
    }

    private void feed(Page page) throws XMLStreamException {
        Instant updated = page.updated();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        xml.writeAttribute("xml:lang", "zh");
        text("id", addresses.feed());
        text("title", config.title());
        text("updated", (updated == null ? Instant.EPOCH : updated).toString());
        author(page.units().values().stream()
                .filter(PublishingUnit::authority)
                .map(unit -> unit.name().zh())
                .findFirst()
                .orElse(config.authority()));
        link("self", address(page.limit(), page.cursor()), "application/atom+xml");
        link("first", address(page.limit(), null), "application/atom+xml");
        if (page.next() != null) {
            link("next", address(page.limit(), page.next()), "application/atom+xml");
        }
        link("alternate", addresses.catalogue(), "text/turtle");
        for (Publication publication : page.publications()) {
            entry(page, publication);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(Page page, Publication publication) throws XMLStreamException {
        xml.writeStartElement("entry");
        text("id", "urn:uuid:" + publication.id());
        text("title", publication.content().name().zh());
        text("updated", publication.publishedAt().toString());
        text("published", publication.publishedAt().toString());
        author(page.nameOf(publication.unit()));
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", publication.version() == 1 ? FIRST : LATER);
        link("alternate", addresses.entry(publication.entryId()), "text/turtle");
        text("summary", publication.content().summary());
        xml.writeEndElement();
    }

    private void author(String name) throws XMLStreamException {
        xml.writeStartElement("author");
        text("name", name);
        xml.writeEndElement();
    }

    private void link(String relation, String address, String type) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", address);
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(Xml.printable(text));
        xml.writeEndElement();
    }

    private String address(int limit, @Nullable String cursor) {
        return addresses.feed() + "?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor);
    }
}
