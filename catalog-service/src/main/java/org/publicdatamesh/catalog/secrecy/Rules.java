package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublicationDecision;

/**
 * An edition of the rules with what the security post has cleared so far: what is suspected now.
 *
 * @param edition number of the edition, from 1
 * @param cleared by {@link #key}, the rules that a text is cleared of
 */
public record Rules(int edition, Detector detector, Map<String, Set<String>> cleared, Keys keys) {
    private static final String ADJUSTED = "/content/";
    private static final String NAME = "/(name)";

    /** Every suspected text and name of a body that is to become a record. */
    List<Suspicion> body(Class<?> type, JsonNode body) {
        return body(type, body, place -> true);
    }

    List<Suspicion> body(Class<?> type, JsonNode body, Predicate<String> looked) {
        Finding finding = new Finding(type, looked);
        Texts.of(body, finding);
        return finding.found;
    }

    /** Every suspected text of an entry's content. */
    public List<Suspicion> content(EntryContent content) {
        Finding finding = new Finding(EntryContent.class, place -> true);
        Texts.of(content, finding);
        return finding.found;
    }

    /** Every suspected text and name of records of any types. */
    List<Suspicion> of(List<Record> texts) {
        return texts.stream().flatMap(each -> of(each).stream()).toList();
    }

    /** Every suspected text and name of a record of any type. */
    public List<Suspicion> of(Record texts) {
        Finding finding = new Finding(texts.getClass(), place -> true);
        Texts.of(texts, finding);
        return finding.found;
    }

    /** A text at a place of its own; null where it is not suspected. */
    @Nullable
    public Suspicion text(String place, @Nullable String pointer, String text) {
        List<Hit> hits = detector.in(text);
        if (hits.isEmpty()) {
            return null;
        }
        Suspicion suspicion = new Suspicion(place, pointer, keys.digest(detector.normalised(text)), hits);
        Set<String> let = cleared.get(key(place, suspicion.digest()));
        return let != null && let.containsAll(suspicion.rules()) ? null : suspicion;
    }

    /** Whether a body that is a record of the type has, at a kind of place, the text of a digest. */
    boolean holds(Class<?> type, JsonNode body, String place, String digest) {
        Holding holding = new Holding(new Finding(type, ignored -> true), place, digest);
        Texts.of(body, holding);
        return holding.held;
    }

    /** Whether records of any types have, at a kind of place, the text of a digest. */
    boolean holds(List<Record> texts, String place, String digest) {
        return texts.stream().anyMatch(each -> holds(each, place, digest));
    }

    private boolean holds(Record texts, String place, String digest) {
        Holding holding = new Holding(new Finding(texts.getClass(), ignored -> true), place, digest);
        Texts.of(texts, holding);
        return holding.held;
    }

    /** Whether a text is that of a digest. */
    boolean isOf(String text, String digest) {
        return keys.digest(detector.normalised(text)).equals(digest);
    }

    static String key(String place, String digest) {
        return digest + place;
    }

    private final class Holding implements Texts.Reader {
        private final Finding finding;
        private final String place;
        private final String digest;
        private boolean held;

        private Holding(Finding finding, String place, String digest) {
            this.finding = finding;
            this.place = place;
            this.digest = digest;
        }

        @Override
        public void text(Texts.Place at, String text) {
            held |= finding.place(at.kind()).equals(place) && isOf(text, digest);
        }

        @Override
        public boolean name(Texts.Place at, String name) {
            held |= (finding.place(at.kind()) + NAME).equals(place) && isOf(name, digest);
            return detector.in(name).isEmpty();
        }
    }

    private final class Finding implements Texts.Reader {
        private final Class<?> type;
        private final Predicate<String> looked;
        private final List<Suspicion> found = new ArrayList<>();

        private Finding(Class<?> type, Predicate<String> looked) {
            this.type = type;
            this.looked = looked;
        }

        @Override
        public void text(Texts.Place place, String text) {
            if (found.size() < SuspectedSecret.MOST && !detector.in(text).isEmpty() && looked.test(place.kind())) {
                note(text(place(place.kind()), place.pointer(), text));
            }
        }

        @Override
        public boolean name(Texts.Place place, String name) {
            if (detector.in(name).isEmpty()) {
                return true;
            }
            if (found.size() < SuspectedSecret.MOST) {
                note(text(place(place.kind()) + NAME, place.pointer(), name));
            }
            return false;
        }

        private @Nullable Suspicion text(String place, String pointer, String text) {
            return Rules.this.text(place, pointer, text);
        }

        private void note(@Nullable Suspicion suspicion) {
            if (suspicion != null) {
                found.add(suspicion);
            }
        }

        /** An adjusted content is an entry's content like any other. */
        private String place(String kind) {
            if (type == EntryContent.class) {
                return "entry:" + kind;
            }
            return type == PublicationDecision.class && kind.startsWith(ADJUSTED)
                    ? "entry:" + kind.substring(ADJUSTED.length() - 1)
                    : Texts.subject(type) + ":" + kind;
        }
    }
}
