package org.publicdatamesh.catalog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.index.SearchMatcher;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** Every kind of watch with every thing that can happen to what it follows. */
class MatchingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final UUID ENTRY = new UUID(0, 7);

    private final SearchMatcher searches = new SearchMatcher();
    private final Matching matching = new Matching(searches);

    @AfterEach
    void close() {
        searches.close();
    }

    private static PublishedEntry version(int version, String name, String classification, ShareType share) {
        EntryContent content = new EntryContent(
                new Text(name, null, null),
                "摘要",
                EntryKind.DEPARTMENT,
                classification,
                1,
                share,
                List.of(),
                List.of(),
                OpenType.NOT_OPEN,
                UpdateCycle.YEARLY,
                List.of(),
                null);
        return new PublishedEntry(ENTRY, version, classification + "/000007", "transport", NOW, NOW, content);
    }

    private @Nullable Effect effect(
            Followed follows, String target, @Nullable PublishedEntry before, @Nullable PublishedEntry after) {
        PublishedEntry known = Objects.requireNonNull(after == null ? before : after);
        Happened happened =
                new Happened(UUID.randomUUID(), HappeningKind.REVISED, NOW, before, after, Told.of(known, null));
        Following following =
                new Following(UUID.randomUUID(), "education", follows, target, false, NOW.minusSeconds(1));
        List<Matching.Match> matches = matching.matches(List.of(happened), List.of(following));
        assertThat(matches).hasSizeLessThanOrEqualTo(1);
        return matches.isEmpty() ? null : matches.getFirst().effect();
    }

    @ParameterizedTest
    @CsvSource({"false,false,", "false,true,ENTERED", "true,false,LEFT", "true,true,STAYED"})
    void whatWasAndIsDecidesTheEffect(boolean was, boolean is, @Nullable Effect expected) {
        assertThat(Matching.effect(was, is).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ENTRY,00000000-0000-0000-0000-000000000007,ENTERED,STAYED,LEFT",
        "ENTRY,00000000-0000-0000-0000-000000000008,,,",
        "UNIT,transport,ENTERED,STAYED,LEFT",
        "UNIT,health,,,",
        "THEME,203,ENTERED,STAYED,LEFT",
        "THEME,203004,ENTERED,LEFT,",
        "THEME,203005,,ENTERED,LEFT",
        "THEME,9,,,",
        "SEARCH,'{\"q\":\"公路\"}',ENTERED,LEFT,",
        "SEARCH,'{\"q\":\"桥梁 名录\"}',,ENTERED,LEFT",
        "SEARCH,'{\"q\":\"名录\",\"shareType\":[\"unconditional\"]}',ENTERED,LEFT,",
        "SEARCH,'{\"q\":\"名录\",\"unit\":[\"health\",\"transport\"]}',ENTERED,STAYED,LEFT",
        "SEARCH,'{\"classification\":\"203\"}',ENTERED,STAYED,LEFT",
        "SEARCH,'{\"q\":\"水库\"}',,,"
    })
    void aPublicationARevisionAndARetirementAreForTheWatchesThatTheyConcern(
            Followed follows,
            String target,
            @Nullable Effect published,
            @Nullable Effect revised,
            @Nullable Effect retired) {
        PublishedEntry first = version(1, "公路名录", "203004", ShareType.UNCONDITIONAL);
        PublishedEntry second = version(2, "桥梁名录", "203005", ShareType.CONDITIONAL);
        assertThat(effect(follows, target, null, first)).isEqualTo(published);
        assertThat(effect(follows, target, first, second)).isEqualTo(revised);
        assertThat(effect(follows, target, second, null)).isEqualTo(retired);
    }

    @Test
    void whatHappenedBeforeAWatchBeganIsNotForIt() {
        PublishedEntry first = version(1, "公路名录", "203004", ShareType.UNCONDITIONAL);
        Happened happened =
                new Happened(UUID.randomUUID(), HappeningKind.PUBLISHED, NOW, null, first, Told.of(first, null));
        Following late = new Following(UUID.randomUUID(), "education", Followed.THEME, "2", false, NOW.plusMillis(1));
        assertThat(matching.matches(List.of(happened), List.of(late))).isEmpty();
    }

    @Test
    void manyThatHappenedAreToldInTheirOrder() {
        PublishedEntry first = version(1, "公路名录", "203004", ShareType.UNCONDITIONAL);
        PublishedEntry second = version(2, "桥梁名录", "203005", ShareType.CONDITIONAL);
        Following search = new Following(
                UUID.randomUUID(), "education", Followed.SEARCH, "{\"q\":\"桥梁\"}", false, NOW.minusSeconds(1));
        List<Matching.Match> matches = matching.matches(
                List.of(
                        new Happened(
                                UUID.randomUUID(), HappeningKind.PUBLISHED, NOW, null, first, Told.of(first, null)),
                        new Happened(
                                UUID.randomUUID(), HappeningKind.REVISED, NOW, first, second, Told.of(first, null)),
                        new Happened(
                                UUID.randomUUID(), HappeningKind.RETIRED, NOW, second, null, Told.of(first, null))),
                List.of(search));
        assertThat(matches).extracting(Matching.Match::effect).containsExactly(Effect.ENTERED, Effect.LEFT);
    }
}
