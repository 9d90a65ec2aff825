package org.publicdatamesh.catalog.bulk;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Reads XML for a parser and counts what the parser holds in memory whole: a tag with its attributes, a comment, an instruction, a
 * CDATA section, the name of an entity, and the elements that are open. Text between them comes to its reader in pieces.
 */
final class BoundedMarkup extends FilterReader {
    /** Names of which an element's or attribute's is one; the parser keeps each. A spreadsheet has some hundred. */
    private static final int MOST_NAMES = 10_000;

    private static final int MOST_OPEN = 256;

    private enum In {
        TEXT,
        REFERENCE,
        OPENING,
        TAG,
        QUOTED,
        INSTRUCTION,
        COMMENT,
        CDATA
    }

    private final Faults faults;
    private final long most;
    private final Names names = new Names();

    /** Names are known by a number of each; where it begins is not for the file's writer to know. */
    private final long seed = new SplittableRandom().nextLong();

    private In at = In.TEXT;
    private long length;
    private int open;
    private long name;
    private boolean closing;
    private char quote;
    private char before;
    private char beforeThat;

    private BoundedMarkup(Reader in, long most, Faults faults) {
        super(in);
        this.most = most;
        this.faults = faults;
    }

    /** A part in the encoding that it begins with: UTF-16 where it shows it, else UTF-8. */
    static Reader of(InputStream part, long most, Faults faults) throws IOException {
        PushbackInputStream in = new PushbackInputStream(part, 2);
        byte[] begin = in.readNBytes(2);
        in.unread(begin);
        Charset charset = StandardCharsets.UTF_8;
        if (begin.length == 2) {
            int both = (begin[0] & 0xFF) << 8 | begin[1] & 0xFF;
            charset = switch (both) {
                case 0xFEFF, 0xFFFE -> StandardCharsets.UTF_16;
                case '<' -> StandardCharsets.UTF_16BE;
                case '<' << 8 -> StandardCharsets.UTF_16LE;
                default -> StandardCharsets.UTF_8;
            };
        }
        Reader reader = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new BoundedMarkup(withoutMark(reader), most, faults);
    }

    /** UTF-8 may begin with a mark, which is no part of the document. */
    private static Reader withoutMark(Reader reader) throws IOException {
        PushbackReader first = new PushbackReader(reader, 1);
        int one = first.read();
        if (one >= 0 && one != 0xFEFF) {
            first.unread(one);
        }
        return first;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            look((char) one);
        }
        return one;
    }

    @Override
    public int read(char[] into, int offset, int size) throws IOException {
        int some = super.read(into, offset, size);
        for (int i = 0; i < some; i++) {
            look(into[offset + i]);
        }
        return some;
    }

    private void look(char c) throws IOException {
        if (at == In.TEXT) {
            if (c == '<' || c == '&') {
                at = c == '<' ? In.OPENING : In.REFERENCE;
                length = 1;
                name = 0;
                before = 0;
                beforeThat = 0;
            }
            return;
        }
        if (++length > most) {
            throw faults.with(Violation.at(
                    "",
                    "markup-too-long",
                    "A tag, attribute or comment of the file has more than " + most + " characters.",
                    most));
        }
        switch (at) {
            case REFERENCE -> {
                if (c == ';') {
                    at = In.TEXT;
                }
            }
            case OPENING -> opening(c);
            case TAG -> tag(c);
            case QUOTED -> {
                if (c == quote) {
                    at = In.TAG;
                }
            }
            case INSTRUCTION -> end(c == '>' && before == '?');
            // Its own two dashes do not end it: <!--> is not the whole of a comment.
            case COMMENT -> end(c == '>' && before == '-' && beforeThat == '-' && length > 6);
            case CDATA -> end(c == '>' && before == ']' && beforeThat == ']');
            case TEXT -> throw new IllegalStateException("text is not markup");
        }
        beforeThat = before;
        before = c;
    }

    private void end(boolean here) {
        if (here) {
            at = In.TEXT;
        }
    }

    /** The characters behind {@code <}, which tell what it opens. */
    private void opening(char c) throws IOException {
        if (length == 2) {
            switch (c) {
                case '?' -> at = In.INSTRUCTION;
                case '!' -> {}
                default -> {
                    closing = c == '/';
                    at = In.TAG;
                    tag(c);
                }
            }
        } else if (length == 3) {
            if (c != '-' && c != '[') {
                throw new IOException("a part that defines entities");
            }
        } else {
            at = before == '-' ? In.COMMENT : In.CDATA;
        }
    }

    private void tag(char c) throws IOException {
        switch (c) {
            case '"', '\'' -> {
                quote = c;
                at = In.QUOTED;
                named();
            }
            case '>' -> {
                named();
                at = In.TEXT;
                open += closing ? -1 : before == '/' ? 0 : 1;
                if (open > MOST_OPEN) {
                    throw nested();
                }
            }
            case ' ', '\t', '\r', '\n', '/', '=' -> named();
            default -> {
                name = ((name == 0 ? seed : name) ^ c) * 0x9E3779B97F4A7C15L;
                name ^= name >>> 32;
            }
        }
    }

    private RefusedException nested() {
        return faults.with(Violation.at(
                "",
                "nested-too-deeply",
                "Elements of the file stand inside of each other more than " + MOST_OPEN + " deep.",
                MOST_OPEN));
    }

    /** A name has ended. */
    private void named() {
        if (name != 0 && !names.add(name)) {
            throw faults.with(Violation.at(
                    "",
                    "too-many-names",
                    "The file has more than " + MOST_NAMES + " names of elements and attributes.",
                    MOST_NAMES));
        }
        name = 0;
    }

    /** A set of numbers, in which most are found at once. */
    private static final class Names {
        private final long[] slots = new long[1 << 15];
        private int size;

        /** Whether there is room for it. */
        private boolean add(long name) {
            int slot = (int) ((name ^ name >>> 32) & slots.length - 1);
            while (slots[slot] != 0) {
                if (slots[slot] == name) {
                    return true;
                }
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = name;
            return ++size <= MOST_NAMES;
        }
    }
}
