package org.publicdatamesh.catalog.watch;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.publicdatamesh.catalog.dcat.Xml;
import org.publicdatamesh.kit.event.EventJson;

/** The newest notices of a watch as an Atom feed (RFC 4287). */
final class WatchFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final String base;
    private final XMLStreamWriter xml;

    private WatchFeed(String base, XMLStreamWriter xml) {
        this.base = base;
        this.xml = xml;
    }

    /**
     * Writes the feed.
     *
     * @param base address of this service
     * @param notices newest first
     */
    static byte[] write(URI base, Watch watch, List<NoticeView> notices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new WatchFeed(base.toASCIIString().replaceFirst("/$", ""), xml).feed(watch, notices);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the feed cannot be written", e);
        }
        return out.toByteArray();
    }

    /** When the feed changed last. */
    private static Instant updated(Watch watch, List<NoticeView> notices) {
        return notices.isEmpty() ? watch.begunAt : notices.getFirst().madeAt();
    }

    private void feed(Watch watch, List<NoticeView> notices) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        xml.writeAttribute("xml:lang", "zh");
        text("id", "urn:uuid:" + watch.id);
        text("title", EventJson.kebab(watch.follows) + ": " + watch.target);
        text("updated", updated(watch, notices).toString());
        author(watch.unit);
        link("self", base + "/api/v1/watches/" + watch.id + "/notices.atom", "application/atom+xml");
        for (NoticeView notice : notices) {
            NoticeView.Happening happening = notice.happening();
            Effect effect = notice.effect();
            if (happening != null && effect != null) {
                entry(notice, happening, effect);
            }
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(NoticeView notice, NoticeView.Happening happening, Effect effect) throws XMLStreamException {
        xml.writeStartElement("entry");
        text("id", "urn:uuid:" + notice.id());
        boolean withheld = happening.kind() == HappeningKind.WITHHELD;
        text(
                "title",
                withheld ? happening.told().code() : happening.told().name().zh());
        text("updated", happening.at().toString());
        author(happening.unit());
        category(EventJson.kebab(happening.kind()));
        category(EventJson.kebab(effect));
        link("alternate", base + "/api/v1/entries/" + happening.entryId(), "application/json");
        xml.writeEndElement();
    }

    private void category(String term) throws XMLStreamException {
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", term);
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
}
