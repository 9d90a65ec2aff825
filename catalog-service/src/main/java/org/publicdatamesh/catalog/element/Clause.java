package org.publicdatamesh.catalog.element;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.EntryAnalyzer;
import org.publicdatamesh.kit.event.catalog.StandardClause;

/**
 * A place in a standard, in one form for what is written in several: {@code GB/T 2261.1—2003 第4.1条}.
 *
 * @param number number of the standard, such as {@code gb/t2261.1}
 * @param edition year of the edition; any where null
 * @param clause clause, table or identifier there; null where the standard as a whole is meant
 */
record Clause(
        String number, @Nullable String edition, @Nullable String clause) {
    private static final Pattern STANDARD =
            Pattern.compile("([a-z]{2,4}\\d{0,2}(?:/[a-z]{1,2})?)[ ]?(\\d+(?:\\.\\d+)*)(?:[ ]?[-—–―][ ]?(\\d{2,4}))?");

    /** Reads a standard as a data item names it, in one text. */
    static Optional<Clause> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String folded = EntryAnalyzer.fold(text).replace("《", " ").replace("》", " ");
        Matcher found = STANDARD.matcher(folded);
        if (!found.find()) {
            return Optional.empty();
        }
        String rest = folded.substring(found.end());
        return Optional.of(new Clause(found.group(1) + found.group(2), year(found.group(3)), place(rest)));
    }

    /** Reads a standard as it is stated of an element or a plan. */
    static Optional<Clause> of(@Nullable StandardClause stated) {
        if (stated == null) {
            return Optional.empty();
        }
        return parse(stated.standard())
                .map(read -> new Clause(
                        read.number,
                        stated.edition() == null ? read.edition : year(DatumName.bare(stated.edition())),
                        stated.clause() == null ? read.clause : place(stated.clause())));
    }

    private static @Nullable String year(@Nullable String digits) {
        return digits != null && digits.length() == 2 ? "19" + digits : digits;
    }

    private static @Nullable String place(String text) {
        String place = EntryAnalyzer.fold(text)
                .replaceAll("[^\\p{L}\\p{N}.]", "")
                .replaceAll("第|条|章|节|款|clause|section", "")
                .replaceAll("^\\.+|\\.+$", "");
        return place.matches(".*[\\p{N}a-z零一二三四五六七八九十].*") ? place : null;
    }

    /** Number and clause, to find the same by; null where no clause is named. */
    @Nullable
    String key() {
        return clause == null ? null : number + "#" + clause;
    }

    /** Whether both name the same clause; an edition that is not named is any. */
    boolean same(Clause other) {
        return clause != null && clause.equals(other.clause) && sameStandard(other);
    }

    /** Whether both name the same standard; an edition that is not named is any. */
    boolean sameStandard(Clause other) {
        return number.equals(other.number)
                && (edition == null || other.edition == null || Objects.equals(edition, other.edition));
    }
}
