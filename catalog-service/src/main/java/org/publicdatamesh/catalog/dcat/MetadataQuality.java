package org.publicdatamesh.catalog.dcat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.resource.Freshness;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.problem.Messages;

/**
 * How good the metadata of an entry is, after the dimensions of the European Metadata Quality Assessment and, as a sixth, what
 * the measures demand. What an entry always has, because nothing is published without it, is not counted: it would make every
 * score look better. What cannot be demanded of an entry, such as a licence of data that is not open, is not counted either.
 *
 * @param score whole percentage of the points that can be had, 0 to 100
 * @param dimensions points by dimension, those where nothing can be demanded left out
 * @param mend what costs points, dearest first
 */
public record MetadataQuality(int score, List<Score> dimensions, List<Mend> mend) {
    /** Dimensions; the first five are the European ones. */
    public enum Dimension {
        /** Whether people find it. */
        FINDABILITY,
        /** Whether they get at the data. */
        ACCESSIBILITY,
        /** Whether machines can read it. */
        INTEROPERABILITY,
        /** Whether it is known what may be done with it and by whom it is given. */
        REUSABILITY,
        /** Whether it is told what it is. */
        CONTEXTUALITY,
        /** Whether it is as the measures demand. */
        MEASURES
    }

    /**
     * Points of a dimension.
     *
     * @param points points that it has
     * @param most points that it can have
     */
    public record Score(Dimension dimension, int points, int most) {}

    /**
     * What is to be mended.
     *
     * @param code stable name of what is missing
     * @param points points that it costs
     * @param message what to do
     * @param items the data items that it is about, none where it is about the entry
     */
    public record Mend(Dimension dimension, String code, int points, String message, List<String> items) {}

    /**
     * What is judged.
     *
     * @param unitKnown whether the unit's record is known, and with it its name and place
     * @param licensed whether the authority has set a licence for open data
     * @param resources kinds of the attached resources
     * @param issued when the entry was published first
     * @param loaded when the resource that was renewed longest ago was renewed; null where a table never was, or nothing shows it
     */
    record Facts(
            EntryContent content,
            boolean unitKnown,
            boolean licensed,
            List<ResourceKind> resources,
            Instant issued,
            @Nullable Instant loaded) {}

    private static final int FEWEST_KEYWORDS = 3;
    private static final int SHORTEST_SUMMARY = 20;
    /** Class 1, item 2, category 3 digits: with fewer, it is not said what the data is about. */
    private static final int SHORTEST_CLASSIFICATION = 6;

    /** The same, with messages in a language of {@link Messages}. */
    MetadataQuality in(String language) {
        return new MetadataQuality(
                score,
                dimensions,
                mend.stream()
                        .map(each -> new Mend(
                                each.dimension(),
                                each.code(),
                                each.points(),
                                Messages.message(language, "mend." + each.code(), List.of(), each.message()),
                                each.items()))
                        .toList());
    }

    static MetadataQuality of(Facts facts, Instant now) {
        Assessment assessment = new Assessment();
        findability(facts, assessment);
        accessibility(facts, assessment);
        interoperability(facts, assessment);
        reusability(facts, assessment);
        contextuality(facts, assessment);
        measures(facts, now, assessment);
        return assessment.result();
    }

    private static void findability(Facts facts, Assessment assessment) {
        EntryContent content = facts.content();
        long labels = content.items().stream().map(DataItem::label).distinct().count();
        assessment.demand(
                Dimension.FINDABILITY,
                "few-keywords",
                30,
                labels >= FEWEST_KEYWORDS,
                "Fewer than 3 data items have labels of their own; these are the entry's keywords.");
        assessment.demand(
                Dimension.FINDABILITY,
                "classification-short",
                30,
                content.classification().length() >= SHORTEST_CLASSIFICATION,
                "Classify down to the category: class 1, item 2, category 3 digits.");
        assessment.demand(
                Dimension.FINDABILITY,
                "place-unknown",
                20,
                facts.unitKnown(),
                "The unit is not registered, so its division is not known.");
    }

    /** Art. 11: an entry without a resource is chased. */
    private static void accessibility(Facts facts, Assessment assessment) {
        assessment.demand(
                Dimension.ACCESSIBILITY,
                "no-resource",
                50,
                !facts.resources().isEmpty(),
                "Attach a resource (Art. 11).");
        if (facts.content().openType() == OpenType.UNCONDITIONAL) {
            assessment.demand(
                    Dimension.ACCESSIBILITY,
                    "nothing-to-download",
                    50,
                    facts.resources().contains(ResourceKind.TABLE)
                            || facts.resources().contains(ResourceKind.FILE),
                    "Attach a table or a file: open data is had directly (Art. 31).");
        }
    }

    private static void interoperability(Facts facts, Assessment assessment) {
        assessment.demand(
                Dimension.INTEROPERABILITY,
                "not-machine-readable",
                40,
                facts.resources().contains(ResourceKind.TABLE)
                        || facts.resources().contains(ResourceKind.SERVICE),
                "Attach a table or a service interface: a machine can read them without being told how.");
        assessment.demandOfItems(
                Dimension.INTEROPERABILITY,
                "items-without-standard",
                30,
                facts.content().items(),
                item -> told(item.standard()),
                "Name the standard that defines each data item (Art. 14).");
    }

    private static void reusability(Facts facts, Assessment assessment) {
        if (facts.content().openType() != OpenType.NOT_OPEN) {
            assessment.demand(
                    Dimension.REUSABILITY,
                    "no-licence",
                    30,
                    facts.licensed(),
                    "The authority has set no licence for open data.");
        }
        assessment.demand(
                Dimension.REUSABILITY,
                "publisher-unknown",
                30,
                facts.unitKnown(),
                "The unit is not registered, so its name is not known.");
    }

    private static void contextuality(Facts facts, Assessment assessment) {
        EntryContent content = facts.content();
        String summary = content.summary().strip();
        assessment.demand(
                Dimension.CONTEXTUALITY,
                "summary-short",
                10,
                summary.codePointCount(0, summary.length()) >= SHORTEST_SUMMARY,
                "Say in at least 20 characters what the data is.");
        assessment.demand(
                Dimension.CONTEXTUALITY,
                "not-in-tibetan",
                10,
                told(content.name().bo()),
                "Give the name in Tibetan.");
        assessment.demandOfItems(
                Dimension.CONTEXTUALITY,
                "items-without-meaning",
                20,
                content.items(),
                item -> told(item.meaning()),
                "Say what each data item means (Art. 9).");
    }

    /** Art. 17: renewed as declared. Art. 23: what is not shared unconditionally says why. */
    private static void measures(Facts facts, Instant now, Assessment assessment) {
        EntryContent content = facts.content();
        boolean seen = facts.resources().contains(ResourceKind.TABLE) || facts.loaded() != null;
        // Nothing is due before the first cycle after the publication is over.
        boolean waits =
                facts.loaded() == null && Freshness.of(content.updateCycle(), facts.issued(), now) == Freshness.CURRENT;
        if (Freshness.measured(content.updateCycle()) && seen && !waits) {
            assessment.demand(
                    Dimension.MEASURES,
                    "not-renewed",
                    50,
                    Freshness.of(content.updateCycle(), facts.loaded(), now) == Freshness.CURRENT,
                    "No rows came within the declared update cycle: renew them, or declare the cycle that holds"
                            + " (Art. 17).");
        }
        if (content.shareType() != null && content.shareType() != ShareType.UNCONDITIONAL) {
            assessment.demand(
                    Dimension.MEASURES,
                    "legal-basis-missing",
                    50,
                    content.legalBasis() != null
                            && content.legalBasis().stream()
                                    .anyMatch(basis -> told(basis.title()) && told(basis.article())),
                    "Name the law, regulation or rule with its article (Art. 23).");
        }
    }

    private static boolean told(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** Adds up. */
    private static final class Assessment {
        private final Map<Dimension, Score> scores = new EnumMap<>(Dimension.class);
        private final List<Mend> mend = new ArrayList<>();

        void demand(Dimension dimension, String code, int most, boolean met, String message) {
            count(dimension, code, met ? most : 0, most, message, List.of());
        }

        /** Points by the share of data items that meet it; all of them only where all do. */
        void demandOfItems(
                Dimension dimension,
                String code,
                int most,
                List<DataItem> items,
                Predicate<DataItem> met,
                String message) {
            List<String> lacking =
                    items.stream().filter(met.negate()).map(DataItem::name).toList();
            count(dimension, code, most * (items.size() - lacking.size()) / items.size(), most, message, lacking);
        }

        private void count(Dimension dimension, String code, int points, int most, String message, List<String> items) {
            Score before = Objects.requireNonNullElse(scores.get(dimension), new Score(dimension, 0, 0));
            scores.put(dimension, new Score(dimension, before.points() + points, before.most() + most));
            if (points < most) {
                mend.add(new Mend(dimension, code, most - points, message, items));
            }
        }

        MetadataQuality result() {
            int points = scores.values().stream().mapToInt(Score::points).sum();
            int most = scores.values().stream().mapToInt(Score::most).sum();
            mend.sort((one, other) -> Integer.compare(other.points(), one.points()));
            return new MetadataQuality(100 * points / most, List.copyOf(scores.values()), List.copyOf(mend));
        }
    }
}
