package org.shuguan.server.finding;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
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
        term(document, Fields.CODE, version.code().value());
        term(document, Fields.UNIT, version.unit().value());
        names(document, content, words);
        String cell = Cells.of(shown, marks, (facet, value) -> term(document, Fields.FACET, facet + "=" + value));
        document.add(new SortedDocValuesField(Fields.CELL, new BytesRef(cell)));
        document.add(new LongField(Fields.CHANGED, version.changedAt().toEpochMilli(), Store.NO));
        // Not as a stored field: a page of a list would unpack a block of hundreds of entries for each of its lines.
        document.add(new BinaryDocValuesField(Fields.SHOWN, new BytesRef(JSON.writeValueAsBytes(shown))));
        return document;
    }

    static Shown shown(IndexReader reader, int document) throws IOException {
        LeafReaderContext part = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        BinaryDocValues values = DocValues.getBinary(part.reader(), Fields.SHOWN);
        if (!values.advanceExact(document - part.docBase)) {
            throw new IllegalStateException("the index has nothing to show of document " + document);
        }
        BytesRef json = values.binaryValue();
        return JSON.readValue(json.bytes, json.offset, json.length, Shown.class);
    }

    private static void names(Document document, Content content, ChineseWords words) {
        Impacts impacts = new Impacts();
        Signs title = Signs.of(content.title());
        text(document, impacts, Look.Place.TITLE, content.title());
        term(document, Fields.TITLE_IS, title.bare());
        Set<String> phrases = new LinkedHashSet<>(Vocabulary.phrases(title, words));
        for (Content.Item item : content.items()) {
            Signs name = Signs.of(item.name());
            text(document, impacts, Look.Place.ITEM, item.name());
            term(document, Fields.ITEM_IS, name.bare());
            phrases.addAll(Vocabulary.phrases(name, words));
            if (name.bare().length() > 1) {
                Vocabulary.terms(name.bare(), words).forEach(term -> term(document, Fields.SAY_ITEM, term));
            }
            text(document, impacts, Look.Place.PATH, item.physicalName());
            text(document, impacts, Look.Place.TEXT, item.comment());
        }
        phrases.forEach(phrase -> Vocabulary.terms(phrase, words).forEach(term -> term(document, Fields.SAY, term)));
        text(document, impacts, Look.Place.TEXT, content.summary());
        Content.Mount mount = content.mount();
        if (mount != null) {
            text(document, impacts, Look.Place.PATH, mount.path());
            text(document, impacts, Look.Place.PATH, mount.sourceName());
            term(document, Fields.MOUNT_IS, mount.source() + " " + mount.path());
        }
        document.add(impacts.field());
    }

    private static void term(Document document, String field, String value) {
        document.add(new StringField(field, value, Store.NO));
    }

    private static void text(Document document, Impacts impacts, Look.Place place, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            document.add(new TextField(place.field(), value, Store.NO));
            impacts.add(place, value);
        }
    }
}
