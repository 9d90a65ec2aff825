package org.publicdatamesh.catalog.harvest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How other catalogues are harvested, and within what bounds. */
@ConfigMapping(prefix = "mesh.catalog.harvest")
public interface HarvestConfig {
    /** Networks that are not of the public Internet and may be harvested from, as {@code 10.20.0.0/16}; none by default. */
    Optional<List<String>> privateNetworks();

    /** Tokens, by the names under which sources refer to them. Only settings have them: no answer, event or table does. */
    Map<String, Token> tokens();

    /** JSON-LD contexts that are known besides those that are shipped, by any name. None is ever fetched. */
    Map<String, KnownContext> contexts();

    /** Longest wait for a connection. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Longest time for one page with its redirects. */
    @WithDefault("2m")
    Duration pageTimeout();

    /** Longest time of a run; what was read until then counts as a part. */
    @WithDefault("2h")
    Duration runTimeout();

    /** How many redirects are followed. */
    @WithDefault("5")
    int redirects();

    /** Greatest page, in bytes after decompression. */
    @WithDefault("33554432")
    long pageBytes();

    /** Greatest sum of all pages of a run, in bytes. */
    @WithDefault("1073741824")
    long runBytes();

    /** Most pages of a run. */
    @WithDefault("10000")
    int pages();

    /** Most triples of a page; of JSON-LD, five times as many names and values. */
    @WithDefault("200000")
    int pageTriples();

    /** Most characters of a page: of its triples as they are written out, and of the texts that are kept. */
    @WithDefault("64000000")
    long pageCharacters();

    /** Most characters that are kept of a dataset; one with more is refused. */
    @WithDefault("1000000")
    long datasetCharacters();

    /** Most datasets of a run. */
    @WithDefault("500000")
    int datasets();

    /** Most refusals that a report names; it counts all. */
    @WithDefault("1000")
    int refusals();

    /** How many reports of a source are kept. */
    @WithDefault("100")
    int reports();

    /** After how long everything is read anew, whatever the source says has not changed. */
    @WithDefault("7d")
    Duration wholeAfter();

    /** After how many runs that were not whole a source is told to be failing. */
    @WithDefault("3")
    int failingAfter();

    /** How many sources a replica harvests at a time. */
    @WithDefault("2")
    int concurrent();

    /** For how long a run has its source without having read a page; then another replica may take it. */
    @WithDefault("10m")
    Duration lease();

    /** A token of another catalogue. */
    interface Token {
        /** The only origin that it is sent to: scheme, host and port. */
        URI origin();

        /** The bearer token. */
        String value();
    }

    /** A context that documents name by address. */
    interface KnownContext {
        /** The address that documents name. */
        URI address();

        /** The file that has it here. */
        Path file();
    }
}
