package org.publicdatamesh.catalog.dcat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The IRIs of the metadata. Each is an address of this service, or a fragment of one, and tells of the thing. */
record Addresses(String base, Optional<String> portal) {
    static Addresses of(DcatConfig config) {
        return new Addresses(withoutSlash(config.base()), config.openPortal().map(Addresses::withoutSlash));
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toASCIIString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    String catalogue() {
        return base + "/api/v1/dcat/catalog";
    }

    /**
     * A page of the catalogue; the first without a cursor.
     *
     * @param format the parameter that it was asked for with; null where the form was chosen by Accept
     */
    String page(int limit, @Nullable String cursor, @Nullable String format) {
        return catalogue() + "?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor)
                + (format == null ? "" : "&format=" + format);
    }

    String entry(UUID id) {
        return base + "/api/v1/dcat/entries/" + id;
    }

    String distribution(UUID entry, UUID resource) {
        return entry(entry) + "#resource-" + resource;
    }

    String unit(String unit) {
        return base + "/api/v1/dcat/units/"
                + URLEncoder.encode(unit, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String themes() {
        return base + "/api/v1/dcat/themes";
    }

    String feed() {
        return base + "/api/v1/entries/changes.atom";
    }

    String resource(UUID resource) {
        return base + "/api/v1/resources/" + resource;
    }

    /** The entry's page on the open portal. */
    Optional<String> openPage(UUID entry) {
        return portal.map(address -> address + "/items/" + entry);
    }
}
