package org.publicdatamesh.catalog.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A CSV file (RFC 4180) in UTF-8, or in GB18030 where it has no byte order mark and is not UTF-8, as spreadsheet programs of
 * departments write it.
 */
final class CsvFile implements TableFile {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MAX_FIELDS = 1_000;

    private final Path file;
    private final boolean marked;
    private final Charset charset;
    private final int maxField;

    CsvFile(Path file, BulkConfig limits) throws IOException {
        this.file = file;
        this.maxField = limits.maxCellCharacters() * 2;
        try (InputStream in = Files.newInputStream(file)) {
            marked = java.util.Arrays.equals(in.readNBytes(MARK.length), MARK);
        }
        if (readableIn(StandardCharsets.UTF_8)) {
            charset = StandardCharsets.UTF_8;
        } else if (marked) {
            throw new Faults()
                    .with(Violation.at(
                            "", "not-utf-8", "The file begins with the byte order mark of UTF-8 and is not UTF-8."));
        } else if (readableIn(GB18030)) {
            charset = GB18030;
        } else {
            throw new Faults().with(Violation.at("", "unknown-encoding", "The file is neither UTF-8 nor GB18030."));
        }
    }

    @Override
    public String encoding() {
        return charset.name();
    }

    private boolean readableIn(Charset candidate) throws IOException {
        try (Reader text = text(candidate)) {
            char[] some = new char[8192];
            while (text.read(some) >= 0) {
                // only whether it can be read is asked
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private Reader text(Charset in) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        if (marked) {
            bytes.skipNBytes(MARK.length);
        }
        return new InputStreamReader(
                bytes,
                in.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public Rows rows(Faults faults) {
        try {
            return new Lines(text(charset), maxField, faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // each reading has a stream of its own
    }

    private static final class Lines implements Rows {
        private final CsvReader<CsvRecord> reader;
        private final Iterator<CsvRecord> records;
        private final Faults faults;
        private long number;

        private Lines(Reader text, int maxField, Faults faults) {
            this.faults = faults;
            reader = CsvReader.builder()
                    .skipEmptyLines(false)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(Math.max(65_536, maxField * 2))
                    .build(
                            CsvRecordHandler.builder()
                                    .maxFields(MAX_FIELDS)
                                    .maxFieldSize(maxField)
                                    .maxRecordSize(maxField * Column.ALL.size())
                                    .build(),
                            text);
            records = reader.iterator();
        }

        @Override
        public @Nullable Row next() {
            try {
                if (!records.hasNext()) {
                    return null;
                }
                number++;
                return new Row(number, records.next().getFields());
            } catch (CsvParseException e) {
                throw faults.with(Violation.at(
                        "",
                        "not-csv",
                        "After row " + number + " the file is not CSV (RFC 4180), or has a row that is far too long.",
                        number));
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
