package org.publicdatamesh.catalog.rights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.note.SignedNote;

/** The text of a certificate of registration: the register's name, then a field a line. */
final class Certificate {
    private static final String TITLE = "公共数据资源登记凭证 (certificate of registration of a public data resource)";
    private static final String NUMBER = "number: ";

    private Certificate() {}

    /**
     * The text that is signed.
     *
     * @param register the register's name
     * @param holderName how the holder is called
     */
    static String text(String register, Right right, PublishedEntry entry, String holderName, Instant registeredAt) {
        List<String> lines = new ArrayList<>();
        lines.add(register);
        lines.add(TITLE);
        lines.add(NUMBER + right.number);
        lines.add("right: " + EventJson.kebab(right.kind) + " (" + chinese(right) + ")");
        lines.add("entry: " + entry.code() + " " + entry.content().name().zh());
        lines.add("entry-id: " + entry.id() + " version " + right.entryVersion);
        lines.add("provider: " + right.unit);
        lines.add("holder: " + holderName + " (" + right.holder() + ")");
        lines.add("scope: " + right.scope);
        RightView.legalBasis(right).forEach(basis -> lines.add("basis: 《" + basis.title() + "》" + basis.article()));
        lines.add("valid-from: " + right.validFrom);
        lines.add("valid-until: " + (right.validUntil == null ? "without end" : right.validUntil.toString()));
        lines.add("registered-at: " + registeredAt);
        return String.join("\n", lines.stream().map(Certificate::oneLine).toList()) + "\n";
    }

    /** The number that a certificate states; null where it states none. */
    static @Nullable String number(String note) {
        try {
            return SignedNote.text(note)
                    .lines()
                    .filter(line -> line.startsWith(NUMBER))
                    .map(line -> line.substring(NUMBER.length()))
                    .findFirst()
                    .orElse(null);
        } catch (SignedNote.Refused e) {
            return null;
        }
    }

    private static String chinese(Right right) {
        return switch (right.kind) {
            case HOLDING -> "数据资源持有权";
            case PROCESSING -> "数据加工使用权";
            case OPERATION -> "数据产品经营权";
        };
    }

    private static String oneLine(String line) {
        return line.replaceAll("\\R|\\p{Cntrl}", " ");
    }
}
