package org.publicdatamesh.catalog.harvest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A catalogue to harvest, as the authority declares it.
 *
 * @param title what it is called here, 2 to 200 characters
 * @param address where its DCAT is, or its first page: http or https, at most 2000 bytes
 * @param unit the unit here that answers for the source
 * @param format the format that is asked for; Turtle where absent
 * @param interval time between harvests, ISO 8601, PT15M to P90D, as {@code PT24H}; a day where absent
 * @param enabled whether it is harvested by schedule; it is where absent
 * @param token name of the setting that has the bearer token, where the catalogue wants one
 */
record DeclaredSource(
        @NotBlank @Size(min = 2, max = 200) String title,
        @NotBlank @Size(max = 2000) String address,
        @NotBlank @Size(max = 60) String unit,
        @Nullable HarvestFormat format,
        @Nullable @Size(max = 30) String interval,
        @Nullable Boolean enabled,
        @Nullable @Size(max = 60) String token) {
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(90);

    /**
     * Every rule that it breaks by itself.
     *
     * @param fetch knows which addresses are allowed
     * @param tokens the settings
     */
    List<Violation> violations(GuardedFetch fetch, java.util.Map<String, HarvestConfig.Token> tokens) {
        List<Violation> violations = new ArrayList<>();
        URI uri = uri();
        if (uri == null) {
            violations.add(Violation.at(
                    "/address",
                    "not-a-web-address",
                    "An http or https address without user and fragment is expected."));
        } else if (address.getBytes(StandardCharsets.UTF_8).length > CatalogueReader.LONGEST_IRI) {
            violations.add(Violation.at(
                    "/address",
                    "iri-too-long",
                    "At most " + CatalogueReader.LONGEST_IRI + " bytes are taken.",
                    CatalogueReader.LONGEST_IRI));
        } else if (!fetch.allowsHost(uri)) {
            violations.add(Violation.at(
                    "/address",
                    "private-address",
                    "The address is not on the public Internet, and not allowed by setting."));
        }
        if (every() == null) {
            violations.add(Violation.at("/interval", "wrong-interval", "PT15M to P90D is expected."));
        }
        if (token != null) {
            HarvestConfig.Token known = tokens.get(token);
            if (known == null) {
                violations.add(Violation.at("/token", "unknown-token", "There is no setting of this name."));
            } else if (uri != null && !GuardedFetch.sameOrigin(known.origin(), uri)) {
                violations.add(Violation.at("/token", "token-of-another-origin", "The token is for another origin."));
            }
        }
        return violations;
    }

    private @Nullable URI uri() {
        try {
            URI uri = new URI(address);
            return GuardedFetch.isWebAddress(uri) && uri.getRawFragment() == null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The interval; null where it is none, or out of range. */
    @Nullable
    Duration every() {
        if (interval == null) {
            return Duration.ofDays(1);
        }
        try {
            Duration every = Duration.parse(interval);
            return every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0 ? null : every;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
