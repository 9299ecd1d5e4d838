package org.shuguan.server.search;

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

/// The Lucene document of a version. A change here requires a new format number in [LuceneIndex].
final class EntryDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private EntryDocument() {}

    /// @param marks the version's visibility marks
    static Document of(Version version, List<String> marks, ChineseSegmenter segmenter) {
        IndexedVersion indexed = IndexedVersion.of(version);
        Content content = version.content();
        Document document = new Document();
        addTerm(document, Fields.KEY, IndexedVersion.key(version));
        addTerm(document, Fields.ENTRY, version.entry().toString());
        addTerm(document, Fields.CODE, version.code().value());
        addTerm(document, Fields.UNIT, version.unit().value());
        addTexts(document, content, segmenter);
        String combination = FacetCombinations.combination(
                indexed, marks, (facet, value) -> addTerm(document, Fields.FACET, facet + "=" + value));
        document.add(new SortedDocValuesField(Fields.COMBINATION, new BytesRef(combination)));
        document.add(new LongField(Fields.CHANGED, version.changedAt().toEpochMilli(), Store.NO));
        // Doc values rather than a stored field: stored fields are compressed in blocks of hundreds of documents,
        // and a page of results would decompress one block for each of its rows.
        document.add(new BinaryDocValuesField(Fields.STORED, new BytesRef(JSON.writeValueAsBytes(indexed))));
        return document;
    }

    /// Reads what [#of] stored.
    static IndexedVersion stored(IndexReader reader, int document) throws IOException {
        LeafReaderContext segment = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        BinaryDocValues values = DocValues.getBinary(segment.reader(), Fields.STORED);
        if (!values.advanceExact(document - segment.docBase)) {
            throw new IllegalStateException("the index has no stored version for document " + document);
        }
        BytesRef json = values.binaryValue();
        return JSON.readValue(json.bytes, json.offset, json.length, IndexedVersion.class);
    }

    private static void addTexts(Document document, Content content, ChineseSegmenter segmenter) {
        ImpactFieldBuilder impacts = new ImpactFieldBuilder();
        NormalizedText title = NormalizedText.of(content.title());
        addText(document, impacts, BoostedField.TITLE, content.title());
        addTerm(document, Fields.TITLE_EXACT, title.asTerm());
        Set<String> phrases = new LinkedHashSet<>(Vocabulary.phrases(title, segmenter));
        for (Content.Item item : content.items()) {
            NormalizedText name = NormalizedText.of(item.name());
            String nameTerm = name.asTerm();
            addText(document, impacts, BoostedField.ITEM, item.name());
            addTerm(document, Fields.ITEM_EXACT, nameTerm);
            phrases.addAll(Vocabulary.phrases(name, segmenter));
            if (nameTerm.length() > 1) {
                Vocabulary.terms(nameTerm, segmenter).forEach(term -> addTerm(document, Fields.ITEM_VOCABULARY, term));
            }
            addText(document, impacts, BoostedField.PATH, item.physicalName());
            addText(document, impacts, BoostedField.TEXT, item.comment());
        }
        phrases.forEach(phrase ->
                Vocabulary.terms(phrase, segmenter).forEach(term -> addTerm(document, Fields.VOCABULARY, term)));
        addText(document, impacts, BoostedField.TEXT, content.summary());
        Content.Mount mount = content.mount();
        if (mount != null) {
            addText(document, impacts, BoostedField.PATH, mount.path());
            addText(document, impacts, BoostedField.PATH, mount.sourceName());
            addTerm(document, Fields.MOUNT_EXACT, mount.source() + " " + mount.path());
        }
        document.add(impacts.build());
    }

    private static void addTerm(Document document, String field, String value) {
        document.add(new StringField(field, value, Store.NO));
    }

    private static void addText(
            Document document, ImpactFieldBuilder impacts, BoostedField field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            document.add(new TextField(field.field(), value, Store.NO));
            impacts.add(field, value);
        }
    }
}
