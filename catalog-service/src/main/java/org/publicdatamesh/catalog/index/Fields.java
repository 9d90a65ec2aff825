package org.publicdatamesh.catalog.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.SearchResult.Facet;
import org.publicdatamesh.catalog.index.SearchResult.Hit;
import org.publicdatamesh.kit.event.Text;

/** How an entry lies in the index. */
final class Fields {
    /** Changes with anything here or in {@link EntryAnalyzer}: an index on disk of another form is not read. */
    static final int FORM = 2;

    static final String ID = "id";
    static final String CODE = "code";
    static final String NAME_EXACT = "name.exact";
    static final String NAME_LENGTH = "name.length";
    static final String NAME_WORDS = "name.words";
    static final String NAME_PARTS = "name.parts";
    static final String NAME_SPELLING = "name.spelling";
    static final String COVERS = "covers.parts";
    static final String ITEMS = "items.parts";
    static final String SUMMARY = "summary.parts";

    private static final String VERSION = "version";
    private static final String ZH = "zh";
    private static final String EN = "en";
    private static final String BO = "bo";
    private static final String STORED_CODE = "code.whole";
    private static final String STORED_UNIT = "unit.whole";
    private static final String CO_UNIT = "co-unit";
    private static final String STORED_CLASSIFICATION = "classification.whole";
    private static final String THEME = "theme";
    private static final String ITEM = "item";

    /** Items of an entry by which others like it are sought. */
    private static final int LIKE_ITEMS = 20;

    private Fields() {}

    /** What another entry is to be like. */
    record Likeness(String name, String classification, List<String> themes, List<String> items) {}

    static Analyzer analyzer(EntryAnalyzer analyzer) {
        Map<String, Analyzer> byField = Map.of(NAME_WORDS, analyzer.words, NAME_SPELLING, analyzer.spelling);
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return byField.getOrDefault(field, analyzer.parts);
            }
        };
    }

    static String facet(Facet facet) {
        return "facet." + kebab(facet);
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Document document(IndexedEntry entry) {
        Document document = new Document();
        String id = entry.id().toString();
        document.add(new StringField(ID, id, Field.Store.YES));
        document.add(new SortedDocValuesField(ID, new BytesRef(id)));
        document.add(new StoredField(VERSION, entry.version()));
        code(document, entry.code());
        names(document, entry.name());
        text(document, COVERS, entry.divisions());
        text(document, COVERS, entry.themes());
        text(document, ITEMS, entry.items());
        text(document, SUMMARY, List.of(entry.summary()));
        document.add(new StoredField(STORED_UNIT, entry.unit()));
        entry.coUnits().forEach(unit -> document.add(new StoredField(CO_UNIT, unit)));
        document.add(new StoredField(STORED_CLASSIFICATION, entry.classification()));
        entry.themes().forEach(theme -> document.add(new StoredField(THEME, theme)));
        entry.items().stream().limit(LIKE_ITEMS).forEach(item -> document.add(new StoredField(ITEM, item)));
        facet(document, Facet.UNIT, entry.unit());
        facet(document, Facet.CLASSIFICATION, entry.classification());
        facet(document, Facet.KIND, kebab(entry.kind()));
        facet(document, Facet.GRADE, Integer.toString(entry.grade()));
        facet(document, Facet.SHARE_TYPE, kebab(entry.shareType()));
        facet(document, Facet.OPEN_TYPE, kebab(entry.openType()));
        facet(document, Facet.UPDATE_CYCLE, kebab(entry.updateCycle()));
        return document;
    }

    static Hit hit(Document document, float score) {
        return new Hit(
                UUID.fromString(document.get(ID)),
                document.getField(VERSION).numericValue().intValue(),
                document.get(STORED_CODE),
                name(document),
                document.get(STORED_UNIT),
                List.of(document.getValues(CO_UNIT)),
                score);
    }

    static Suggestion suggestion(Document document) {
        return new Suggestion(UUID.fromString(document.get(ID)), name(document));
    }

    static Likeness likeness(Document document) {
        return new Likeness(
                document.get(ZH),
                document.get(STORED_CLASSIFICATION),
                List.of(document.getValues(THEME)),
                List.of(document.getValues(ITEM)));
    }

    private static Text name(Document document) {
        return new Text(document.get(ZH), document.get(BO), document.get(EN));
    }

    /** The whole code, and its parts: people read out the serial number alone, with or without its zeros. */
    private static void code(Document document, String code) {
        document.add(new StoredField(STORED_CODE, code));
        String folded = EntryAnalyzer.fold(code);
        List<String> forms = new ArrayList<>(List.of(folded));
        for (String part : folded.split("/", 0)) {
            forms.add(part);
            forms.add(part.replaceFirst("^0+(?=.)", ""));
        }
        forms.stream().distinct().forEach(form -> document.add(new StringField(CODE, form, Field.Store.NO)));
    }

    private static void names(Document document, Text name) {
        name(document, ZH, name.zh());
        name(document, EN, name.en());
        name(document, BO, name.bo());
        document.add(new NumericDocValuesField(NAME_LENGTH, name.zh().length()));
        document.add(new TextField(NAME_WORDS, EntryAnalyzer.fold(name.zh()), Field.Store.NO));
        document.add(new TextField(NAME_SPELLING, EntryAnalyzer.fold(name.zh()), Field.Store.NO));
    }

    private static void name(Document document, String language, @Nullable String name) {
        if (name != null && !name.isBlank()) {
            document.add(new StoredField(language, name));
            document.add(new StringField(NAME_EXACT, EntryAnalyzer.bare(name), Field.Store.NO));
            text(document, NAME_PARTS, List.of(name));
        }
    }

    private static void text(Document document, String field, List<String> values) {
        for (String value : values) {
            document.add(new TextField(field, EntryAnalyzer.fold(value), Field.Store.NO));
        }
    }

    private static void facet(Document document, Facet facet, String value) {
        document.add(new StringField(facet(facet), value, Field.Store.NO));
        document.add(new SortedDocValuesField(facet(facet), new BytesRef(value)));
    }
}
