package org.publicdatamesh.catalog.resource.measure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads rows of CSV and JSON one by one into a {@link SchemaComparison}. */
final class Rows {
    /** For documents of units: bounded in depth and in the length of texts. */
    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(100)
                            .maxStringLength(1_000_000)
                            .maxNameLength(10_000)
                            .build())
                    .build())
            .build();

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_FIELD = 100_000;

    private Rows() {}

    /** Opens the bytes from their beginning. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    /**
     * Reads CSV, in UTF-8 or, where it is not that, in GB18030.
     *
     * @param fresh makes a comparison without rows
     * @return the comparison; null where it is no such CSV
     */
    static @Nullable SchemaComparison csv(Bytes bytes, Supplier<SchemaComparison> fresh) throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
            SchemaComparison comparison = fresh.get();
            try (Reader text = text(bytes.open(), charset)) {
                return csv(text, comparison) ? comparison : null;
            } catch (CharacterCodingException e) {
                continue;
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof CharacterCodingException) {
                    continue;
                }
                throw e.getCause();
            }
        }
        return null;
    }

    private static Reader text(InputStream bytes, Charset charset) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, MARK.length);
        byte[] begin = in.readNBytes(MARK.length);
        if (!Arrays.equals(begin, MARK)) {
            in.unread(begin);
        }
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static boolean csv(Reader text, SchemaComparison comparison) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD * 2)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MAX_FIELDS)
                                .maxFieldSize(MAX_FIELD)
                                .maxRecordSize(MAX_FIELD * 10)
                                .build(),
                        text)) {
            boolean header = false;
            for (CsvRecord line : reader) {
                if (header) {
                    comparison.row(line.getFields());
                } else {
                    header = true;
                    comparison.header(line.getFields());
                }
            }
            return header;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            return false;
        }
    }

    /**
     * Reads JSON: the rows are the array at a pointer, or the first array of objects.
     *
     * @return what is wrong with the document as a whole; null where there are rows, also none in an empty array
     */
    static @Nullable String json(Bytes bytes, @Nullable String pointer, SchemaComparison comparison)
            throws IOException {
        try (InputStream in = bytes.open();
                JsonParser parser = JSON.createParser(in)) {
            JsonPointer wanted = pointer == null || pointer.isEmpty() ? null : JsonPointer.compile(pointer);
            boolean empty = false;
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.START_ARRAY
                        && (wanted == null || at(parser).equals(wanted))) {
                    JsonToken first = parser.nextToken();
                    if (first == JsonToken.START_OBJECT) {
                        return rows(parser, comparison);
                    }
                    empty |= first == JsonToken.END_ARRAY;
                    token = first == JsonToken.END_ARRAY ? parser.nextToken() : first;
                } else {
                    token = parser.nextToken();
                }
            }
            return empty ? null : "no-rows";
        } catch (JsonProcessingException e) {
            return "not-json";
        }
    }

    private static JsonPointer at(JsonParser parser) {
        return parser.getParsingContext().getParent() == null
                ? JsonPointer.empty()
                : parser.getParsingContext().getParent().pathAsPointer();
    }

    private static @Nullable String rows(JsonParser parser, SchemaComparison comparison) throws IOException {
        JsonToken token = JsonToken.START_OBJECT;
        while (token == JsonToken.START_OBJECT) {
            comparison.row(values(parser, comparison));
            token = parser.nextToken();
        }
        return token == JsonToken.END_ARRAY ? null : "no-rows";
    }

    /** Values of a row's items; what is in other fields, or nested, is passed over and takes no memory. */
    private static Map<String, JsonNode> values(JsonParser parser, SchemaComparison comparison) throws IOException {
        Map<String, JsonNode> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean nested = parser.nextToken().isStructStart();
            if (nested) {
                parser.skipChildren();
            }
            if (!comparison.knows(name)) {
                comparison.unknown(name);
            } else {
                values.put(name, nested ? JSON.createObjectNode() : JSON.readTree(parser));
            }
        }
        return values;
    }
}
