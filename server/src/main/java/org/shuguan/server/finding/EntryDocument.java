package org.shuguan.server.finding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import tools.jackson.databind.json.JsonMapper;

/// A version as the index keeps it.
final class EntryDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private EntryDocument() {}

    /// @param marks by which it is seen
    static Document of(Version version, List<String> marks, ChineseWords words) {
        Shown shown = Shown.of(version);
        Content content = version.content();
        Document document = new Document();
        term(document, Fields.KEY, shown.key());
        term(document, Fields.ENTRY, version.entry().toString());
        marks.forEach(mark -> term(document, Fields.MARK, mark));
        term(document, Fields.CODE, version.code().value());
        term(document, Fields.UNIT, version.unit().value());
        names(document, content, words);
        String cell = Cells.of(shown, marks, (facet, value) -> term(document, Fields.FACET, facet + "=" + value));
        document.add(new SortedDocValuesField(Fields.CELL, new BytesRef(cell)));
        document.add(new LongField(Fields.CHANGED, version.changedAt().toEpochMilli(), Store.NO));
        document.add(new StoredField(Fields.SHOWN, JSON.writeValueAsBytes(shown)));
        return document;
    }

    static Shown shown(Document document) {
        return JSON.readValue(document.getBinaryValue(Fields.SHOWN).bytes, Shown.class);
    }

    private static void names(Document document, Content content, ChineseWords words) {
        Signs title = Signs.of(content.title());
        text(document, Fields.TITLE, content.title());
        term(document, Fields.TITLE_IS, title.bare());
        Set<String> phrases = new LinkedHashSet<>(Vocabulary.phrases(title, words));
        for (Content.Item item : content.items()) {
            Signs name = Signs.of(item.name());
            text(document, Fields.ITEM, item.name());
            term(document, Fields.ITEM_IS, name.bare());
            phrases.addAll(Vocabulary.phrases(name, words));
            if (name.bare().length() > 1) {
                Vocabulary.terms(name.bare(), words).forEach(term -> term(document, Fields.SAY_ITEM, term));
            }
            text(document, Fields.PATH, item.physicalName());
            text(document, Fields.TEXT, item.comment());
        }
        phrases.forEach(phrase -> Vocabulary.terms(phrase, words).forEach(term -> term(document, Fields.SAY, term)));
        text(document, Fields.TEXT, content.summary());
        Content.Mount mount = content.mount();
        if (mount != null) {
            text(document, Fields.PATH, mount.path());
            text(document, Fields.PATH, mount.sourceName());
            term(document, Fields.MOUNT_IS, mount.source() + " " + mount.path());
        }
    }

    private static void term(Document document, String field, String value) {
        document.add(new StringField(field, value, Store.NO));
    }

    private static void text(Document document, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            document.add(new TextField(field, value, Store.NO));
        }
    }
}
