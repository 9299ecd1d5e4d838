package org.shuguan.server.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// The full-text index over all versions: a cache that may be deleted at any time. It remembers up to which change it
/// has seen the database, and catches up from there after a commit, at start, and every few seconds for what other
/// nodes wrote.
@Component
class SearchIndex implements DisposableBean {
    static final List<String> FACETS = List.of("unit", "theme", "class", "grade", "sharing", "opening");
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final String SEEN = "seen";
    private static final int BATCH = 1000;
    /// Numbers are drawn before commits: a transaction that was slow may appear behind one that was fast.
    private static final int MARGIN = 200;

    private final Versions versions;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final FacetsConfig facets = new FacetsConfig();
    private long seen;

    SearchIndex(Versions versions, @Value("${shuguan.home}") Path home) throws IOException {
        this.versions = versions;
        Path folder = Files.createDirectories(home.resolve("search"));
        this.writer = new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(analyzer()));
        this.searchers = new SearcherManager(writer, new SearcherFactory());
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> seen = entry.getKey().equals(SEEN) ? Long.parseLong(entry.getValue()) : seen);
        }
    }

    /// Words of Chinese in one field, two-sign fragments in the other: words rank, fragments find what is no word.
    static Analyzer analyzer() {
        return new PerFieldAnalyzerWrapper(
                new CJKAnalyzer(),
                Map.of("titleWords", new SmartChineseAnalyzer(), "textWords", new SmartChineseAnalyzer()));
    }

    SearcherManager searchers() {
        return searchers;
    }

    FacetsConfig facets() {
        return facets;
    }

    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        catchUp(MARGIN);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(EntryEvent event) {
        catchUp(0);
    }

    @Scheduled(fixedDelay = 5000, initialDelay = 5000)
    void regularly() {
        catchUp(MARGIN);
    }

    private synchronized void catchUp(int margin) {
        try {
            long from = Math.max(0, seen - margin);
            long before = seen;
            boolean wrote = false;
            List<Versions.Changed> batch = versions.after(from, BATCH);
            while (!batch.isEmpty()) {
                for (Versions.Changed changed : batch) {
                    if (changed.change() > before || margin > 0) {
                        put(changed.version());
                        wrote = true;
                    }
                    seen = Math.max(seen, changed.change());
                    from = changed.change();
                }
                batch = versions.after(from, BATCH);
            }
            if (wrote) {
                if (seen > before) {
                    writer.setLiveCommitData(Map.of(SEEN, Long.toString(seen)).entrySet());
                    writer.commit();
                }
                searchers.maybeRefreshBlocking();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (org.springframework.dao.DataAccessException e) {
            // The next round finds it.
            LOG.warn("search index could not catch up: {}", e.getMessage());
        }
    }

    private void put(Version version) throws IOException {
        String key = version.entry() + ":" + version.number();
        List<String> marks = CatalogAccess.marks(version);
        if (marks.isEmpty()) {
            writer.deleteDocuments(new Term("key", key));
            return;
        }
        Content content = version.content();
        String title = content.title();
        String text = text(content);
        Document document = new Document();
        document.add(new StringField("key", key, Field.Store.YES));
        marks.forEach(mark -> document.add(new StringField("mark", mark, Field.Store.NO)));
        document.add(new StringField("code", version.code().value(), Field.Store.NO));
        document.add(new TextField("titleWords", title, Field.Store.NO));
        document.add(new TextField("title", title, Field.Store.NO));
        document.add(new TextField("textWords", text, Field.Store.NO));
        document.add(new TextField("text", text, Field.Store.NO));
        facet(document, "unit", version.unit().value());
        facet(document, "theme", content.theme());
        facet(document, "class", Integer.toString(version.code().classNumber()));
        facet(document, "grade", content.grade().word());
        facet(
                document,
                "sharing",
                content.sharingType() == null ? null : content.sharingType().word());
        facet(
                document,
                "opening",
                content.openingType() == null ? null : content.openingType().word());
        writer.updateDocument(new Term("key", key), facets.build(document));
    }

    private static void facet(Document document, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            document.add(new SortedSetDocValuesFacetField(name, value));
        }
    }

    private static String text(Content content) {
        List<String> parts = new ArrayList<>();
        if (content.summary() != null) {
            parts.add(content.summary());
        }
        content.items().forEach(item -> {
            parts.add(item.name());
            if (item.physicalName() != null) {
                parts.add(item.physicalName());
            }
            if (item.comment() != null) {
                parts.add(item.comment());
            }
        });
        return String.join("\n", parts);
    }

    @Override
    public void destroy() throws IOException {
        searchers.close();
        writer.close();
    }
}
