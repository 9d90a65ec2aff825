package org.publicdatamesh.portal.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.portal.openlist.OpenItem;
import org.publicdatamesh.portal.release.Release;

/** The portal's pages, made on the server: they work without scripts. */
@Path("/")
@PermitAll
@Tag(name = "pages", description = "Pages for people")
public class PortalPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";
    private static final List<String> LANGUAGES = List.of("zh", "bo", "en");
    private static final int PER_PAGE = 20;
    private static final int PREVIEW = 10;
    private static final int LONGEST_SEARCH = 200;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(WorkingDays.ZONE);

    private final Mutiny.SessionFactory sessions;

    PortalPage(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Bound to {@code templates/PortalPage}. */
    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance list(
                String lang, String words, String query, List<Line> items, @Nullable String next);

        static native TemplateInstance item(String lang, Line item, List<Field> fields, List<Table> tables);
    }

    /** An item as a page shows it. */
    record Line(
            String id,
            String name,
            String summary,
            String unit,
            String code,
            String cycle,
            boolean everyone,
            boolean suspended) {
        static Line of(OpenItem item, String lang) {
            return new Line(
                    item.id().toString(),
                    item.name().in(lang),
                    item.summary(),
                    item.unitName() == null ? item.unit() : item.unitName().in(lang),
                    item.code(),
                    EventJson.kebab(item.updateCycle()),
                    item.isForEveryone(),
                    item.suspended());
        }
    }

    /** A data item as a page shows it. */
    record Field(
            String name,
            String label,
            String type,
            @Nullable String meaning) {}

    /** A table as a page shows it. */
    record Table(
            String resource,
            boolean suspended,
            long rows,
            String date,
            List<String> header,
            List<List<String>> preview) {
        /** Whether the preview is Chinese on a page that is not. */
        public boolean foreign(String lang) {
            return preview.stream().anyMatch(row -> Tongue.isForeign(String.join("", row), lang));
        }
    }

    /** The open list. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(operationId = "openListPage", summary = "The open list as a page")
    public Uni<Response> list(
            @QueryParam("lang") @Nullable String asked,
            @QueryParam("q") @Nullable String words,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        String lang = language(asked, headers.getAcceptableLanguages());
        Paging paging = Paging.of(String.valueOf(PER_PAGE), cursor);
        String searched = words == null || words.indexOf('\0') >= 0
                ? ""
                : words.substring(0, Math.min(words.length(), LONGEST_SEARCH));
        return sessions.withSession(session -> OpenItem.list(session, paging.afterId(), searched, PER_PAGE + 1))
                .map(found -> {
                    Page<OpenItem> page =
                            Page.cut(found, paging, item -> item.id().toString());
                    String search = "q=" + encoded(searched);
                    String next = page.next();
                    return html(
                            Templates.list(
                                    lang,
                                    searched,
                                    "?" + search + (cursor == null ? "" : "&cursor=" + encoded(cursor)) + "&lang=",
                                    page.items().stream()
                                            .map(item -> Line.of(item, lang))
                                            .toList(),
                                    next == null ? null : "?lang=" + lang + "&" + search + "&cursor=" + next),
                            lang);
                });
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** One item. */
    @GET
    @Path("items/{id}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(operationId = "openItemPage", summary = "An open item as a page")
    public Uni<Response> item(String id, @QueryParam("lang") @Nullable String asked, @Context HttpHeaders headers) {
        String lang = language(asked, headers.getAcceptableLanguages());
        if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw RefusedException.notFound("open item");
        }
        UUID entry = UUID.fromString(id);
        return sessions.withSession(session -> OpenItem.listed(session, entry)
                .chain(item -> item.suspended()
                        ? Uni.createFrom().item(page(item, List.of(), lang))
                        : Release.current(session, entry)
                                .chain(releases -> tables(session, item.itemNames(), releases))
                                .map(tables -> page(item, tables, lang))));
    }

    private static Response page(OpenItem item, List<Table> tables, String lang) {
        List<Field> fields = item.items().stream()
                .map(one -> new Field(one.name(), one.label(), EventJson.kebab(one.type()), one.meaning()))
                .toList();
        return html(Templates.item(lang, Line.of(item, lang), fields, tables), lang);
    }

    private static Uni<List<Table>> tables(Mutiny.Session session, List<String> declared, List<Release> releases) {
        Uni<List<Table>> chain = Uni.createFrom().item(List.<Table>of());
        for (Release release : releases) {
            List<Integer> columns = release.open(declared);
            chain = chain.chain(before -> preview(session, release, columns).map(preview -> {
                Table table = new Table(
                        release.resourceId().toString(),
                        release.suspended(),
                        release.rows(),
                        day(release.receivedAt()),
                        columns.stream().map(release.items()::get).toList(),
                        preview);
                return Stream.concat(before.stream(), Stream.of(table)).toList();
            }));
        }
        return chain;
    }

    private static Uni<List<List<String>>> preview(Mutiny.Session session, Release release, List<Integer> columns) {
        if (release.suspended()) {
            return Uni.createFrom().item(List.of());
        }
        return release.first(session, PREVIEW).map(rows -> rows.stream()
                .map(row -> columns.stream()
                        .map(row::get)
                        .map(value -> value == null ? "" : value)
                        .toList())
                .toList());
    }

    private static String day(Instant time) {
        return DAY.format(time);
    }

    private static Response html(TemplateInstance page, String lang) {
        Response.ResponseBuilder answer = Response.ok(render(page, lang));
        headers(lang).forEach(answer::header);
        return answer.build();
    }

    static String render(TemplateInstance page, String lang) {
        return page.setAttribute(MessageBundles.ATTRIBUTE_LOCALE, Locale.of(lang))
                .render();
    }

    /** What every page carries. */
    static Map<String, String> headers(String lang) {
        return Map.of(
                HttpHeaders.CONTENT_TYPE,
                "text/html;charset=utf-8",
                HttpHeaders.CONTENT_LANGUAGE,
                lang,
                HttpHeaders.VARY,
                HttpHeaders.ACCEPT_LANGUAGE,
                HttpHeaders.CACHE_CONTROL,
                "no-cache",
                "Content-Security-Policy",
                POLICY,
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer");
    }

    /** Chinese where nothing else that there is was asked for. */
    static String language(@Nullable String asked, List<Locale> accepted) {
        if (asked != null) {
            return LANGUAGES.contains(asked) ? asked : "zh";
        }
        return accepted.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse("zh");
    }
}
