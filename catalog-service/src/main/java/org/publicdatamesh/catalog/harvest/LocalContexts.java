package org.publicdatamesh.catalog.harvest;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON-LD contexts that are known here. A document may name its context by address; such an address is never fetched, as a
 * document could make us ask any host. Known are that of udata, which data.gouv.fr and others run, and those that the
 * operator adds by {@code mesh.catalog.harvest.contexts}.
 */
public final class LocalContexts {
    private static final String OF_UDATA = "/api/1/site/context.jsonld";

    private final Map<String, byte[]> known;
    private final byte[] udata;

    private LocalContexts(Map<String, byte[]> known) {
        this.known = known;
        this.udata = shipped("udata.jsonld");
    }

    /** Those that are shipped and these, by their addresses. */
    public static LocalContexts with(Map<String, Path> files) {
        Map<String, byte[]> known = new HashMap<>();
        files.forEach((address, file) -> {
            try {
                known.put(named(URI.create(address)), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException("the JSON-LD context " + file + " cannot be read", e);
            }
        });
        return new LocalContexts(known);
    }

    private static byte[] shipped(String name) {
        try (InputStream in = LocalContexts.class.getResourceAsStream("/jsonld-contexts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no context " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As contexts are known: {@code http} and {@code https} are one. */
    private static String named(URI address) {
        return address.getRawAuthority()
                + address.getRawPath()
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private byte @Nullable [] at(URI address) {
        byte[] found = known.get(named(address));
        return found == null && OF_UDATA.equals(address.getRawPath()) ? udata : found;
    }

    /** A loader for one document. */
    Loader loader() {
        return new Loader();
    }

    /** Loads what is known, and remembers the first address that is not. */
    final class Loader implements DocumentLoader {
        private @Nullable URI unknown;

        private Loader() {}

        @Nullable
        URI unknown() {
            return unknown;
        }

        @Override
        public Document loadDocument(URI address, DocumentLoaderOptions options) throws JsonLdError {
            byte[] found = at(address);
            if (found == null) {
                unknown = unknown == null ? address : unknown;
                throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, "contexts are not fetched");
            }
            JsonDocument document = JsonDocument.of(new ByteArrayInputStream(found));
            document.setDocumentUrl(address);
            return document;
        }
    }
}
