package org.publicdatamesh.catalog.harvest;

import com.apicatalog.jsonld.JsonLdOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.system.jsonld.TitaniumJsonLdOptions;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads RDF from documents that somebody else wrote. Nothing is fetched while it is read: RDF/XML with a document type is
 * refused before any entity of it is looked at, and contexts of JSON-LD come from {@link LocalContexts}.
 */
public final class RdfDocument {
    private static final int LONGEST_MESSAGE = 300;

    /** How long a document's contexts may be applied: contexts of terms can make each of many values cost much. */
    private static final Duration LONGEST_EXPANSION = Duration.ofMinutes(1);

    private static final int MOST_BASES = 100;

    private RdfDocument() {}

    /**
     * Reads a document whole.
     *
     * @param base address against which relative IRIs are resolved
     * @param bounds how much it may be
     * @throws UnreadableDocument {@code syntax-error}, {@code document-type-declared}, {@code unknown-context}, {@code
     *     too-deep}, {@code too-many-triples} or {@code too-much-text}
     */
    public static Model read(byte[] bytes, HarvestFormat format, String base, LocalContexts contexts, PageBounds bounds)
            throws UnreadableDocument {
        if (format == HarvestFormat.RDF_XML) {
            refuseDocumentType(bytes);
        }
        if (format == HarvestFormat.JSON_LD) {
            JsonBounds.check(bytes, base, bounds);
        }
        LocalContexts.Loader loader = contexts.loader();
        Model model = ModelFactory.createDefaultModel();
        BoundedTriples triples = new BoundedTriples(StreamRDFLib.graph(model.getGraph()), bounds);
        try {
            RDFParser.create()
                    .source(new ByteArrayInputStream(bytes))
                    .forceLang(lang(format))
                    .base(base)
                    .errorHandler(new Strict())
                    .set(TitaniumJsonLdOptions.JSONLD_OPTIONS, options(loader, base))
                    .parse(triples);
            return model;
        } catch (StackOverflowError e) {
            throw new UnreadableDocument("too-deep", "Its parts are nested too deeply.");
        } catch (RuntimeException e) {
            UnreadableDocument tooMuch = triples.refusal();
            if (tooMuch != null) {
                throw tooMuch;
            }
            URI unknown = loader.unknown();
            if (unknown != null) {
                throw new UnreadableDocument(
                        "unknown-context", cut("The context " + unknown + " is not known here, and none is fetched."));
            }
            throw new UnreadableDocument("syntax-error", cut(message(e)));
        }
    }

    private static JsonLdOptions options(LocalContexts.Loader loader, String base) {
        JsonLdOptions options = new JsonLdOptions(loader);
        options.setBase(URI.create(base));
        options.setTimeout(LONGEST_EXPANSION);
        return options;
    }

    private static Lang lang(HarvestFormat format) {
        return switch (format) {
            case TURTLE -> Lang.TURTLE;
            case JSON_LD -> Lang.JSONLD11;
            case RDF_XML -> Lang.RDFXML;
        };
    }

    private static String message(RuntimeException e) {
        return e instanceof RiotException && e.getMessage() != null ? e.getMessage() : "It is not well-formed.";
    }

    private static String cut(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** Warnings of IRIs and literals that are doubtful are passed over; attributes are looked at when they are read. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(String message, long line, long column) {}

        @Override
        public void error(String message, long line, long column) {
            throw new RiotException(at(message, line, column));
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw new RiotException(at(message, line, column));
        }

        private static String at(String message, long line, long column) {
            return line < 0 ? message : "Line " + line + ", column " + column + ": " + message;
        }
    }

    /** Refuses a document type, and more bases than documents have: the reader of RDF/XML keeps something for each. */
    private static void refuseDocumentType(byte[] bytes) throws UnreadableDocument {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new ByteArrayInputStream(bytes), new Bases());
        } catch (TooManyBases e) {
            throw new UnreadableDocument(
                    PageBounds.TOO_MUCH_TEXT, "It states more than " + MOST_BASES + " bases (xml:base).");
        } catch (SAXParseException e) {
            if (declaresType(e)) {
                throw new UnreadableDocument(
                        "document-type-declared", "XML with a document type is not read: entities are not expanded.");
            }
            throw new UnreadableDocument("syntax-error", cut(position(e)));
        } catch (SAXException | IOException e) {
            throw new UnreadableDocument("syntax-error", "It is not well-formed XML.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean declaresType(SAXParseException e) {
        return e.getMessage() != null && e.getMessage().contains("DOCTYPE");
    }

    private static String position(SAXParseException e) {
        String message = e.getMessage();
        return "Line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": "
                + (message == null ? "not well-formed" : message);
    }

    private static final class TooManyBases extends SAXException {
        private static final long serialVersionUID = 1;
    }

    private static final class Bases extends DefaultHandler {
        private int bases;

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
            if (attributes.getValue("http://www.w3.org/XML/1998/namespace", "base") != null && ++bases > MOST_BASES) {
                throw new TooManyBases();
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
