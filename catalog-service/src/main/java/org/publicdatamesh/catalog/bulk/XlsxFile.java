package org.publicdatamesh.catalog.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * An XLSX file (ISO/IEC 29500), read as a stream: the first sheet's cells pass by, only the shared texts are in memory. What a
 * table of values has not — formulas, merged cells, hidden or further sheets — is a fault that names the place.
 */
final class XlsxFile implements TableFile {
    /** The sheet that the template explains itself on; it is passed over. */
    static final String NOTES = "填写说明";

    private static final int MAX_COLUMNS = 1_000;
    private static final int MAX_SHEETS = 100;
    private static final BigDecimal EXACT = BigDecimal.TEN.pow(15);
    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})([0-9]{1,7})");
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final XMLInputFactory XML = xml();

    private final ZipFile zip;
    private final BulkConfig limits;
    private final Inflation inflation;
    private final long size;
    private final List<String> shared = new ArrayList<>();
    private final String sheet;

    private XlsxFile(ZipFile zip, long size, BulkConfig limits, Faults faults) throws IOException, XMLStreamException {
        this.zip = zip;
        this.limits = limits;
        this.size = size;
        this.inflation = new Inflation(size, 0, limits, faults);
        String workbook = relations("_rels/.rels", "").entrySet().stream()
                .filter(relation -> relation.getValue().type().endsWith("/officeDocument"))
                .map(relation -> relation.getValue().target())
                .findFirst()
                .orElseThrow(() -> unreadable(faults));
        String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
        Map<String, Relation> relations =
                relations(folder + "_rels/" + workbook.substring(workbook.lastIndexOf('/') + 1) + ".rels", folder);
        sheet = sheet(workbook, relations, faults);
        for (Relation relation : relations.values()) {
            if (relation.type().endsWith("/sharedStrings")) {
                readShared(relation.target(), faults);
            }
        }
    }

    /**
     * Opens a file.
     *
     * @throws RefusedException where it is no XLSX file, or one of more than a table
     */
    static XlsxFile open(Path file, long size, BulkConfig limits) throws IOException {
        Faults faults = new Faults();
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw unreadable(faults);
        }
        boolean opened = false;
        try {
            XlsxFile table = new XlsxFile(zip, size, limits, faults);
            faults.refuse();
            opened = true;
            return table;
        } catch (IOException | XMLStreamException e) {
            throw unreadable(faults);
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            // The JDK's parser meets some malformed texts with exceptions of its own.
            throw unreadable(faults);
        } finally {
            if (!opened) {
                zip.close();
            }
        }
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static RefusedException unreadable(Faults faults) {
        return faults.with(Violation.at("", "not-xlsx", "The file is no XLSX file, or a damaged or encrypted one."));
    }

    @Override
    public @Nullable String encoding() {
        return null;
    }

    @Override
    public Rows rows(Faults faults) {
        try {
            return new SheetRows(open(sheet, new Inflation(size, inflation.inflated(), limits, faults)), faults);
        } catch (IOException | XMLStreamException e) {
            throw unreadable(faults);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private XMLStreamReader open(String part) throws IOException, XMLStreamException {
        return open(part, inflation);
    }

    private XMLStreamReader open(String part, Inflation counted) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new IOException("no such part");
        }
        InputStream in = counted.of(zip.getInputStream(entry));
        return XML.createXMLStreamReader(BoundedMarkup.of(in, limits.maxMarkup(), counted.faults()));
    }

    private record Relation(String type, String target) {}

    private Map<String, Relation> relations(String part, String folder) throws IOException, XMLStreamException {
        Map<String, Relation> relations = new HashMap<>();
        XMLStreamReader in = open(part);
        while (in.hasNext() && relations.size() < MAX_SHEETS * 2) {
            if (next(in) == XMLStreamConstants.START_ELEMENT
                    && in.getLocalName().equals("Relationship")
                    && !"External".equals(in.getAttributeValue(null, "TargetMode"))) {
                String target = attribute(in, "Target");
                relations.put(
                        attribute(in, "Id"),
                        new Relation(
                                attribute(in, "Type"), target.startsWith("/") ? target.substring(1) : folder + target));
            }
        }
        in.close();
        return relations;
    }

    private String sheet(String workbook, Map<String, Relation> relations, Faults faults)
            throws IOException, XMLStreamException {
        String first = null;
        int sheets = 0;
        XMLStreamReader in = open(workbook);
        while (in.hasNext()) {
            if (next(in) != XMLStreamConstants.START_ELEMENT
                    || !in.getLocalName().equals("sheet")) {
                continue;
            }
            String name = attribute(in, "name");
            String state = in.getAttributeValue(null, "state");
            String at = "/" + name.replace("~", "~0").replace("/", "~1");
            if (state != null && !state.equals("visible")) {
                faults.add(Violation.at(at, "hidden-sheet", "The sheet is hidden: show it or delete it."));
            } else if (first == null) {
                Relation relation = relations.get(relationId(in));
                if (relation == null || !relation.type().endsWith("/worksheet")) {
                    throw new IOException("a sheet without its part");
                }
                first = relation.target();
            } else if (!name.equals(NOTES)) {
                faults.add(Violation.at(
                        at,
                        "further-sheet",
                        "One sheet is read, and this is a further one: delete it, or name it " + NOTES + ".",
                        NOTES));
            }
            if (++sheets > MAX_SHEETS) {
                faults.refuse();
            }
        }
        in.close();
        faults.refuse();
        if (first == null) {
            throw new IOException("no sheet");
        }
        return first;
    }

    private static @Nullable String relationId(XMLStreamReader in) {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (in.getAttributeLocalName(i).equals("id")
                    && in.getAttributeNamespace(i) != null
                    && in.getAttributeNamespace(i).endsWith("/relationships")) {
                return in.getAttributeValue(i);
            }
        }
        return null;
    }

    private static String attribute(XMLStreamReader in, String name) throws IOException {
        String value = in.getAttributeValue(null, name);
        if (value == null) {
            throw new IOException("an attribute is missing");
        }
        return value;
    }

    private void readShared(String part, Faults faults) throws IOException, XMLStreamException {
        long characters = 0;
        XMLStreamReader in = open(part);
        while (in.hasNext()) {
            if (next(in) == XMLStreamConstants.START_ELEMENT
                    && in.getLocalName().equals("si")) {
                String text = text(in, "si");
                characters += text.length();
                shared.add(text);
                if (characters > limits.maxSharedCharacters()) {
                    throw faults.with(Violation.at(
                            "",
                            "too-much-text",
                            "The cells' texts have more than " + limits.maxSharedCharacters() + " characters.",
                            limits.maxSharedCharacters()));
                }
                if (shared.size() > limits.maxCells()) {
                    throw Sheet.tooManyCells(limits, faults);
                }
            }
        }
        in.close();
    }

    private static int next(XMLStreamReader in) throws IOException, XMLStreamException {
        int event = in.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new IOException("a part that defines entities");
        }
        return event;
    }

    /** The plain text inside of an element, up to one character more than a cell may have; not its phonetic guides. */
    private String text(XMLStreamReader in, String element) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        int guides = 0;
        boolean inText = element.equals("v");
        while (true) {
            int event = next(in);
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    guides += in.getLocalName().equals("rPh") ? 1 : 0;
                    inText = in.getLocalName().equals("t") && guides == 0;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inText) {
                        int room = limits.maxCellCharacters() + 1 - text.length();
                        text.append(
                                in.getTextCharacters(),
                                in.getTextStart(),
                                Math.max(0, Math.min(room, in.getTextLength())));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (in.getLocalName().equals(element)) {
                        return text.indexOf("_x") < 0 ? text.toString() : unescaped(text.toString());
                    }
                    guides -= in.getLocalName().equals("rPh") ? 1 : 0;
                    inText = false;
                }
                case XMLStreamConstants.END_DOCUMENT -> throw new IOException("an element without end");
                default -> {}
            }
        }
    }

    /** {@code _x000D_} is a carriage return (ISO/IEC 29500-1, 22.9.2.19). */
    static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /** What {@link #unescaped} gives back as it was. */
    static String escaped(String text) {
        return ESCAPE.matcher(text).replaceAll("_x005F_x$1_").replace("\r", "_x000D_");
    }

    private final class SheetRows implements Rows {
        private final XMLStreamReader in;
        private final Faults faults;
        private long number;

        private SheetRows(XMLStreamReader in, Faults faults) {
            this.in = in;
            this.faults = faults;
        }

        @Override
        public @Nullable Row next() {
            try {
                while (in.hasNext()) {
                    if (XlsxFile.next(in) != XMLStreamConstants.START_ELEMENT) {
                        continue;
                    }
                    switch (in.getLocalName()) {
                        case "row" -> {
                            return row();
                        }
                        case "mergeCell" ->
                            faults.add(Violation.at(
                                    "/" + shown(attribute(in, "ref")),
                                    "merged-cells",
                                    "The cells are merged: each row states its own."));
                        default -> {}
                    }
                }
                return null;
            } catch (RefusedException e) {
                throw e;
            } catch (IOException | XMLStreamException | RuntimeException e) {
                throw unreadable(faults);
            }
        }

        private static String shown(String reference) {
            return reference.length() > 30 ? reference.substring(0, 30) : reference;
        }

        private Row row() throws IOException, XMLStreamException {
            String given = in.getAttributeValue(null, "r");
            long at = given == null ? number + 1 : Long.parseLong(given);
            if (at <= number) {
                throw new IOException("rows out of order");
            }
            number = at;
            List<String> cells = new ArrayList<>();
            int column = -1;
            while (true) {
                int event = XlsxFile.next(in);
                if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("row")) {
                    return new Row(number, cells);
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("c")) {
                    int here = column(column);
                    if (here <= column) {
                        throw new IOException("cells out of order");
                    }
                    column = here;
                    String text = cell(column);
                    if (!text.isEmpty()) {
                        while (cells.size() < column) {
                            cells.add("");
                        }
                        cells.add(text);
                    }
                }
            }
        }

        private int column(int before) throws IOException {
            String reference = in.getAttributeValue(null, "r");
            if (reference == null) {
                return before + 1;
            }
            Matcher matcher = CELL.matcher(reference);
            if (!matcher.matches() || Long.parseLong(matcher.group(2)) != number) {
                throw new IOException("a cell in another row");
            }
            int column = 0;
            for (char letter : matcher.group(1).toCharArray()) {
                column = column * 26 + letter - 'A' + 1;
            }
            return column - 1;
        }

        private String cell(int column) throws IOException, XMLStreamException {
            String type = Objects.requireNonNullElse(in.getAttributeValue(null, "t"), "n");
            String text = "";
            while (true) {
                int event = XlsxFile.next(in);
                if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("c")) {
                    break;
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (in.getLocalName()) {
                        case "f" ->
                            faults.add(Violation.at(
                                    at(column), "formula", "The cell holds a formula: put its value in its place."));
                        case "v" -> text = value(type, text(in, "v"), column);
                        case "is" -> text = text(in, "is");
                        default -> {}
                    }
                }
            }
            if (column >= MAX_COLUMNS && !text.isEmpty()) {
                throw faults.with(Violation.at(at(column), "beyond-the-header", "There is no header above the cell."));
            }
            return text;
        }

        private String at(int column) {
            return "/" + CellText.name(column, number);
        }

        private String value(String type, String text, int column) throws IOException {
            return switch (type) {
                case "s" -> {
                    int index = Integer.parseInt(text.strip());
                    if (index < 0 || index >= shared.size()) {
                        throw new IOException("no such shared text");
                    }
                    yield shared.get(index);
                }
                case "b" -> text.strip().equals("1") ? "true" : "false";
                case "n" -> number(text.strip(), column);
                case "e" -> {
                    faults.add(Violation.at(at(column), "error-value", "The cell holds an error instead of a value."));
                    yield "";
                }
                default -> text;
            };
        }

        /** Spreadsheets keep 15 digits of a number; a code with more is not what was written. */
        private String number(String text, int column) throws IOException {
            if (text.isEmpty()) {
                return "";
            }
            if (text.length() > 40) {
                throw new IOException("no number");
            }
            BigDecimal number = new BigDecimal(text);
            if (number.abs().compareTo(EXACT) >= 0 || number.scale() > 400) {
                faults.add(Violation.at(
                        at(column),
                        "inexact-number",
                        "A number of more than 15 digits is not exact in a spreadsheet: write it as text."));
                return "";
            }
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        @Override
        public void close() throws IOException {
            try {
                in.close();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    }
}
