package org.publicdatamesh.audit.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.audit.log.Checkpoint;
import org.publicdatamesh.audit.log.LogReader;
import org.publicdatamesh.kit.note.SignedNote;

/** The page for auditors, in Chinese or English. */
@Path("/")
@PermitAll
@Tag(name = "pages", description = "Pages for people")
public class AuditPage {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LogReader log;

    AuditPage(LogReader log) {
        this.log = log;
    }

    /** Bound to {@code templates/AuditPage}. */
    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance page(
                String lang, @Nullable Checkpoint checkpoint, String note, List<String> keys);
    }

    /** The page. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Blocking
    @Operation(operationId = "auditPage", summary = "The page for auditors")
    public Response page(@QueryParam("lang") @Nullable String asked, @Context HttpHeaders headers) throws IOException {
        String lang = language(asked, headers.getAcceptableLanguages());
        String note = log.checkpoint().orElse("");
        List<String> keys = log.keys().orElse("").lines().toList();
        return Response.ok(Templates.page(lang, read(note), note, keys)
                        .setAttribute(MessageBundles.ATTRIBUTE_LOCALE, Locale.of(lang))
                        .render())
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                .header(HttpHeaders.CONTENT_LANGUAGE, lang)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** Chinese where nothing else that there is was asked for. */
    static String language(@Nullable String asked, List<Locale> accepted) {
        if (asked != null) {
            return asked.equals("en") ? "en" : "zh";
        }
        return accepted.stream()
                .map(Locale::getLanguage)
                .filter(List.of("zh", "en")::contains)
                .findFirst()
                .orElse("zh");
    }

    /** A checkpoint that cannot be read is shown as none: the page has to work when the log does not. */
    private static @Nullable Checkpoint read(String note) {
        try {
            return note.isEmpty() ? null : Checkpoint.ofNote(note);
        } catch (SignedNote.Refused e) {
            return null;
        }
    }
}
