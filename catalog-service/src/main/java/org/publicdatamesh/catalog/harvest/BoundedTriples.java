package org.publicdatamesh.catalog.harvest;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWrapper;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;

/** Counts triples and their characters while a document is read, and ends the reading where there are too many. */
final class BoundedTriples extends StreamRDFWrapper {
    private final PageBounds bounds;
    private @Nullable UnreadableDocument refusal;
    private int triples;
    private long characters;

    BoundedTriples(StreamRDF to, PageBounds bounds) {
        super(to);
        this.bounds = bounds;
    }

    /** Why the reading was ended; null where it was not. */
    @Nullable
    UnreadableDocument refusal() {
        return refusal;
    }

    @Override
    public void triple(Triple triple) {
        count(length(triple));
        super.triple(triple);
    }

    @Override
    public void quad(Quad quad) {
        count(length(quad.asTriple()));
        super.quad(quad);
    }

    /** Prefixes are held while a document is read. */
    @Override
    public void prefix(String prefix, String iri) {
        count(iri.length());
    }

    /** What is relative is written out by the base. */
    @Override
    public void base(String base) {
        count(base.length());
        super.base(base);
    }

    private void count(long length) {
        characters += length;
        if (++triples > bounds.triples()) {
            refuse("too-many-triples", "It has more than " + bounds.triples() + " triples.");
        }
        if (characters > bounds.characters()) {
            refuse(
                    PageBounds.TOO_MUCH_TEXT,
                    "Its triples, written out, have more than " + bounds.characters() + " characters.");
        }
    }

    private void refuse(String code, String message) {
        refusal = new UnreadableDocument(code, message);
        throw new Ended();
    }

    private static long length(Triple triple) {
        return length(triple.getSubject()) + length(triple.getPredicate()) + length(triple.getObject());
    }

    private static long length(Node node) {
        if (node.isURI()) {
            return node.getURI().length();
        }
        if (node.isLiteral()) {
            return (long) node.getLiteralLexicalForm().length()
                    + node.getLiteralLanguage().length()
                    + node.getLiteralDatatypeURI().length();
        }
        return node.isTripleTerm() ? length(node.getTriple()) : 1;
    }

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Ended() {
            super("too much", null, false, false);
        }
    }
}
